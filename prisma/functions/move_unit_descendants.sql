-- With a unit moves all that is below it.
CREATE OR REPLACE FUNCTION "move_unit_descendants"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE units SET path = NEW.path || substr(path, length(OLD.path) + 1)
  WHERE path LIKE OLD.path || '%' AND id <> NEW.id;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "units_path_below" AFTER UPDATE OF "parent_id" ON "units"
  FOR EACH ROW WHEN (OLD."path" IS DISTINCT FROM NEW."path") EXECUTE FUNCTION "move_unit_descendants"();

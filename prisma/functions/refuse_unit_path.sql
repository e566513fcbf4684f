-- A path that is written by hand would part from the tree: only the triggers write it.
CREATE OR REPLACE FUNCTION "refuse_unit_path"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() = 1 AND NEW.path <> OLD.path THEN
    RAISE EXCEPTION 'units.path follows parent_id and is not written';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER "units_path_guard" BEFORE UPDATE OF "path" ON "units"
  FOR EACH ROW EXECUTE FUNCTION "refuse_unit_path"();

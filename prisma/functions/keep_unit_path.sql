-- `units.path` lists the ids from the root to the unit, '/1/5/': so "below me" is a search by prefix (docs/decisions/0004). Refuses a
-- unit below itself.
CREATE OR REPLACE FUNCTION "keep_unit_path"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  parent_path text := '/';
BEGIN
  -- Changes of the tree wait for each other: a child made under a unit that is being moved would keep the old path.
  PERFORM lock_unit_tree();
  IF NEW.parent_id IS NOT NULL THEN
    SELECT path INTO parent_path FROM units WHERE id = NEW.parent_id;
    IF position('/' || NEW.id || '/' IN coalesce(parent_path, '/' || NEW.parent_id || '/')) > 0 THEN
      RAISE EXCEPTION 'unit % cannot stand below itself', NEW.id USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  -- No such parent: the foreign key will say so.
  NEW.path := coalesce(parent_path, '/') || NEW.id || '/';
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER "units_path" BEFORE INSERT OR UPDATE OF "parent_id" ON "units"
  FOR EACH ROW EXECUTE FUNCTION "keep_unit_path"();

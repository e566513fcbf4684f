-- Nobody signs in yet for a new unit: `locked_out_units` has it until somebody can (note_locked_out).
CREATE OR REPLACE FUNCTION "lock_out_new_unit"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO locked_out_units (unit_id) VALUES (NEW.id);
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "units_locked_out" AFTER INSERT ON "units"
  FOR EACH ROW EXECUTE FUNCTION "lock_out_new_unit"();

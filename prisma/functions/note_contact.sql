-- A new report knows whether anybody of its unit can be reached by mail.
CREATE OR REPLACE FUNCTION "note_contact"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.has_contact := unit_has_contact(NEW.unit_id);
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER "reports_contact" BEFORE INSERT ON "reports"
  FOR EACH ROW EXECUTE FUNCTION "note_contact"();

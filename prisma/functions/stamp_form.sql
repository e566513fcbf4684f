-- A process keeps a form, read and checked, by its stamp (src/periods/kept-form-finders.ts): whoever makes or changes one, in
-- whatever way, gives it another, which no form had before, in this database or any that it was copied from.
CREATE OR REPLACE FUNCTION "stamp_form"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.form_stamp := gen_random_uuid();
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER "periods_form_made" BEFORE INSERT ON "periods"
  FOR EACH ROW EXECUTE FUNCTION "stamp_form"();
CREATE OR REPLACE TRIGGER "periods_form_changed" BEFORE UPDATE OF form ON "periods"
  FOR EACH ROW WHEN (NEW.form IS DISTINCT FROM OLD.form) EXECUTE FUNCTION "stamp_form"();

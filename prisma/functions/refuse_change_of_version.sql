-- Periods, receipts and inspections rest on the words of a version: they are never changed.
CREATE OR REPLACE FUNCTION "refuse_change_of_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a version of the guidance is never changed';
END $$;

CREATE OR REPLACE TRIGGER "guidance_versions_unchanged" BEFORE UPDATE ON "guidance_versions"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_version"();

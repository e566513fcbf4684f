-- Changes of who can be reached and new reports wait for each other: neither would see what the other is doing.
CREATE OR REPLACE FUNCTION "wait_for_contacts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_contacts();
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "reports_contact_wait" BEFORE INSERT ON "reports"
  FOR EACH STATEMENT EXECUTE FUNCTION "wait_for_contacts"();

-- So do the reports there are, whatever becomes of the accounts.
CREATE OR REPLACE FUNCTION "note_contacts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_contacts();
  UPDATE reports SET has_contact = NOT has_contact
  WHERE unit_id IN (OLD.unit_id, NEW.unit_id) AND has_contact <> unit_has_contact(unit_id);
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "accounts_contact" AFTER INSERT OR DELETE ON "accounts"
  FOR EACH ROW EXECUTE FUNCTION "note_contacts"();
CREATE OR REPLACE TRIGGER "accounts_contact_changed" AFTER UPDATE ON "accounts"
  FOR EACH ROW WHEN ((OLD.unit_id, OLD.email, OLD.roles, OLD.deactivated_at)
    IS DISTINCT FROM (NEW.unit_id, NEW.email, NEW.roles, NEW.deactivated_at))
  EXECUTE FUNCTION "note_contacts"();

-- Keeps `locked_out_units`: the units of which no open account has a password, so that nobody signs in for them. What is noted stands
-- beside the unit and not in its row, which all who write its accounts share (share_account_units).
CREATE OR REPLACE FUNCTION "note_locked_out"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM lock_entrances();
  DELETE FROM locked_out_units l
  WHERE l.unit_id IN (OLD.unit_id, NEW.unit_id)
    AND EXISTS (SELECT FROM accounts WHERE unit_id = l.unit_id AND deactivated_at IS NULL AND password_hash IS NOT NULL);
  INSERT INTO locked_out_units (unit_id)
  SELECT u.id FROM units u
  WHERE u.id IN (OLD.unit_id, NEW.unit_id)
    AND NOT EXISTS (SELECT FROM accounts WHERE unit_id = u.id AND deactivated_at IS NULL AND password_hash IS NOT NULL)
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "accounts_entrance" AFTER INSERT OR DELETE ON "accounts"
  FOR EACH ROW EXECUTE FUNCTION "note_locked_out"();
CREATE OR REPLACE TRIGGER "accounts_entrance_changed" AFTER UPDATE ON "accounts"
  FOR EACH ROW WHEN ((OLD.unit_id, OLD.deactivated_at IS NULL, OLD.password_hash IS NULL)
    IS DISTINCT FROM (NEW.unit_id, NEW.deactivated_at IS NULL, NEW.password_hash IS NULL))
  EXECUTE FUNCTION "note_locked_out"();

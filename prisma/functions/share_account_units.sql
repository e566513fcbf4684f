-- A unit stays where it is while its accounts are counted: who moves it waits, and counts them as well; who comes later counts them
-- where it stands then. Before the locks of other triggers, as whoever ends a unit takes them.
CREATE OR REPLACE FUNCTION "share_account_units"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM units WHERE id IN (OLD.unit_id, NEW.unit_id) ORDER BY id FOR SHARE;
  RETURN coalesce(NEW, OLD);
END $$;

CREATE OR REPLACE TRIGGER "accounts_place" BEFORE INSERT OR DELETE ON "accounts"
  FOR EACH ROW EXECUTE FUNCTION "share_account_units"();
CREATE OR REPLACE TRIGGER "accounts_place_changed" BEFORE UPDATE ON "accounts"
  FOR EACH ROW WHEN ((OLD.unit_id, OLD.deactivated_at, OLD.password_hash IS NULL)
    IS DISTINCT FROM (NEW.unit_id, NEW.deactivated_at, NEW.password_hash IS NULL))
  EXECUTE FUNCTION "share_account_units"();

-- A report knows when its people were first reached in its period: by a reminder that was sent, by a call that somebody
-- answered, or because one of them signed in. Whom nobody reached is then a column, however many units there are
-- (docs/decisions/0055). Written once a report and period.
CREATE OR REPLACE FUNCTION "note_reached"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_TABLE_NAME = 'accounts' THEN
    UPDATE reports SET reached_at = NEW.signed_in_at
    FROM periods WHERE periods.id = reports.period_id AND periods.opened_at <= NEW.signed_in_at
      AND reports.unit_id = NEW.unit_id AND reports.reached_at IS NULL;
  ELSIF TG_TABLE_NAME = 'reminder_deliveries' THEN
    UPDATE reports SET reached_at = NEW.at WHERE id = NEW.report_id AND reached_at IS NULL;
  ELSE
    UPDATE reports SET reached_at = coalesce(reached_at, NEW.sent_at), undelivered_at = NULL
    WHERE id = NEW.report_id AND (reached_at IS NULL OR undelivered_at IS NOT NULL);
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "accounts_reached" AFTER UPDATE OF "signed_in_at" ON "accounts"
  FOR EACH ROW WHEN (NEW."signed_in_at" IS NOT NULL) EXECUTE FUNCTION "note_reached"();
CREATE OR REPLACE TRIGGER "reminder_deliveries_reached" AFTER INSERT ON "reminder_deliveries"
  FOR EACH ROW WHEN (NEW."call_result" = 'answered') EXECUTE FUNCTION "note_reached"();
CREATE OR REPLACE TRIGGER "messages_reached" AFTER UPDATE OF "sent_at" ON "messages"
  FOR EACH ROW WHEN (NEW."delivery_id" IS NOT NULL AND OLD."sent_at" IS NULL AND NEW."sent_at" IS NOT NULL)
  EXECUTE FUNCTION "note_reached"();

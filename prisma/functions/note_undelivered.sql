-- A reminder that was given up, or whose address the server refused: its report knows, until one is sent.
CREATE OR REPLACE FUNCTION "note_undelivered"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE reports SET undelivered_at = NEW.failed_at WHERE id = NEW.report_id
    AND NOT EXISTS (SELECT FROM messages WHERE delivery_id = NEW.delivery_id AND sent_at IS NOT NULL);
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "messages_undelivered" AFTER UPDATE OF "failed_at" ON "messages"
  FOR EACH ROW WHEN (NEW."delivery_id" IS NOT NULL AND OLD."failed_at" IS NULL AND NEW."failed_at" IS NOT NULL)
  EXECUTE FUNCTION "note_undelivered"();

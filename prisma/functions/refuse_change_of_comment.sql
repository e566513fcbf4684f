-- A comment stays as it was said, and by whom, until the account of who wrote it no longer says whose it was: then it takes the
-- account's name, and its words lose how that person was reached (docs/decisions/0078).
CREATE OR REPLACE FUNCTION "refuse_change_of_comment"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.report_id, NEW.side, NEW.section, NEW.written_at, NEW.written_by_id)
    IS NOT DISTINCT FROM (OLD.id, OLD.report_id, OLD.side, OLD.section, OLD.written_at, OLD.written_by_id)
    AND EXISTS (SELECT FROM accounts
      WHERE id = OLD.written_by_id AND anonymised_at IS NOT NULL AND full_name = NEW.written_by_name) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'rows of comments are never changed or removed';
END $$;

CREATE OR REPLACE TRIGGER "comments_unchanged" BEFORE UPDATE ON "comments"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_comment"();

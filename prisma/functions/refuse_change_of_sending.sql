-- What was sent stays as it was sent. Its row comes without the signed file, which is filled in once, in the same transaction
-- (docs/decisions/0076).
CREATE OR REPLACE FUNCTION "refuse_change_of_sending"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.content = ''::bytea AND octet_length(NEW.content) = OLD.size
    AND to_jsonb(NEW) - 'content' = to_jsonb(OLD) - 'content' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'rows of sendings are never changed';
END $$;

CREATE OR REPLACE TRIGGER "sendings_unchanged" BEFORE UPDATE ON "sendings"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_sending"();

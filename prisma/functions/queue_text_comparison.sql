-- A submission's texts are laid beside those of others later, by a job (src/reports/likeness): nobody who submits waits for it.
CREATE OR REPLACE FUNCTION "queue_text_comparison"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO text_comparisons (report_id, number) VALUES (NEW.report_id, NEW.number);
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "submissions_text_comparison" AFTER INSERT ON "submissions"
  FOR EACH ROW EXECUTE FUNCTION "queue_text_comparison"();

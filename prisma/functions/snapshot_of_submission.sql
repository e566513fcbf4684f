-- Each submission of a unit with children is written down with how these stood at that moment.
CREATE OR REPLACE FUNCTION "snapshot_of_submission"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM take_consolidation_snapshot(NEW.report_id, NEW.number, NEW.submitted_at);
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "submissions_snapshot" AFTER INSERT ON "submissions"
  FOR EACH ROW EXECUTE FUNCTION "snapshot_of_submission"();

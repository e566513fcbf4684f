-- The history and submissions with the chain over them, comments, snapshots, and what was issued of inspections are written once: what was said stays said.
CREATE OR REPLACE FUNCTION "refuse_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME;
END $$;

CREATE OR REPLACE TRIGGER "history_events_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "history_events"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE OR REPLACE TRIGGER "submissions_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "submissions"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE OR REPLACE TRIGGER "comments_append_only" BEFORE DELETE OR TRUNCATE ON "comments"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE OR REPLACE TRIGGER "consolidation_snapshots_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "consolidation_snapshots"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE OR REPLACE TRIGGER "snapshot_reports_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "snapshot_reports"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE OR REPLACE TRIGGER "inspection_papers_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "inspection_papers"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE OR REPLACE TRIGGER "inspection_changes_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "inspection_changes"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE OR REPLACE TRIGGER "record_links_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "record_links"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE OR REPLACE TRIGGER "record_roots_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "record_roots"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

-- Every process keeps public pages in memory; it hears here, at the commit, that something on them has changed
-- (docs/decisions/0021). Each table that a public page shows has a trigger.
CREATE OR REPLACE FUNCTION "tell_public_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('public_content', '');
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "guidance_versions_told" AFTER INSERT OR DELETE ON "guidance_versions"
  FOR EACH STATEMENT EXECUTE FUNCTION "tell_public_change"();
CREATE OR REPLACE TRIGGER "documents_told" AFTER INSERT OR UPDATE OR DELETE ON "documents"
  FOR EACH STATEMENT EXECUTE FUNCTION "tell_public_change"();
CREATE OR REPLACE TRIGGER "announcements_told" AFTER INSERT OR UPDATE OR DELETE ON "announcements"
  FOR EACH STATEMENT EXECUTE FUNCTION "tell_public_change"();
CREATE OR REPLACE TRIGGER "public_results_told" AFTER INSERT OR UPDATE OR DELETE ON "public_results"
  FOR EACH STATEMENT EXECUTE FUNCTION "tell_public_change"();
CREATE OR REPLACE TRIGGER "periods_told" AFTER INSERT OR UPDATE OR DELETE ON "periods"
  FOR EACH STATEMENT EXECUTE FUNCTION "tell_public_change"();
CREATE OR REPLACE TRIGGER "federation_told" AFTER INSERT OR UPDATE ON "units"
  FOR EACH ROW WHEN (NEW.parent_id IS NULL) EXECUTE FUNCTION "tell_public_change"();

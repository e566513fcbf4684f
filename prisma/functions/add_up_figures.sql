-- Adds what came to `report_figures`, or went, to the sums of its parent, and writes it down in `figure_changes`. Only ever adds
-- rows, so that those who submit in a deadline's night do not wait for each other (docs/decisions/0010, 0016); a job sums them up
-- (src/reports/counters). `changed`: 1 for what comes, -1 for what goes.
CREATE OR REPLACE FUNCTION "add_up_figures"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
  WITH said AS (
    SELECT r.period_id, r.parent_id, r.unit_level, r.status, k.key, changed * sum(k.sum) AS sum, changed * count(*) AS count
    FROM moved_rows r, figure_keys(r.figures) k GROUP BY r.period_id, r.parent_id, r.unit_level, r.status, k.key
  )
  INSERT INTO figure_sums (period_id, parent_id, unit_level, status, reports, sums)
  SELECT r.period_id, r.parent_id, r.unit_level, r.status, changed * count(*), COALESCE((
      SELECT jsonb_object_agg(s.key, jsonb_build_array(s.sum, s.count)) FROM said s
      WHERE (s.period_id, s.parent_id, s.unit_level, s.status) = (r.period_id, r.parent_id, r.unit_level, r.status)), '{}')
  FROM moved_rows r GROUP BY r.period_id, r.parent_id, r.unit_level, r.status;
  INSERT INTO figure_changes (period_id, parent_id, report_id, number, status, entered)
  SELECT m.period_id, m.parent_id, m.report_id, m.number, m.status, changed = 1
  FROM moved_rows m JOIN reports r ON r.id = m.report_id ORDER BY m.report_id;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "report_figures_added" AFTER INSERT ON "report_figures" REFERENCING NEW TABLE AS moved_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "add_up_figures"();
CREATE OR REPLACE TRIGGER "report_figures_removed" AFTER DELETE ON "report_figures" REFERENCING OLD TABLE AS moved_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "add_up_figures"();

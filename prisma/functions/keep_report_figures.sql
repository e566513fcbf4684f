-- A report's figures stand in `report_figures` while its latest submission does (SUBMITTED, ACCEPTED; docs/decisions/0016). Whoever
-- makes something of a parent's figures and must miss none locks its children's reports, and so waits for those on their way.
CREATE OR REPLACE FUNCTION "keep_report_figures"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  -- Not by a join of the two: how many rows they have is known to the planner from a connection's first call alone.
  changed integer[] := ARRAY(
    SELECT id FROM (SELECT id, status FROM after_rows UNION ALL SELECT id, status FROM before_rows) r
    GROUP BY id HAVING min(status) <> max(status) AND bool_or(status IN ('SUBMITTED', 'ACCEPTED')));
BEGIN
  IF cardinality(changed) = 0 THEN
    RETURN NULL;
  END IF;
  -- A submit, of one report, goes by plans that its connection has made: making them takes longer than the work. They would
  -- compare each with each in a decision on 5,000, which makes its own, here and in the triggers that this one fires.
  IF cardinality(changed) > 20 THEN
    PERFORM set_config('plan_cache_mode', 'force_custom_plan', true);
  END IF;
  PERFORM share_child_reports(p.parent_id)
  FROM (SELECT DISTINCT parent_id FROM after_rows WHERE parent_id IS NOT NULL ORDER BY parent_id) p;
  DELETE FROM report_figures WHERE report_id = ANY (changed);
  -- A form is looked through once, and not for each of the reports that were filed by it.
  INSERT INTO report_figures (report_id, period_id, parent_id, unit_name, unit_level, status, number, figures, unit_id)
  WITH filed AS MATERIALIZED (
    SELECT a.id, a.period_id, a.parent_id, a.unit_name, a.unit_level, a.status, a.unit_id, s.number, s.content, s.form_version
    FROM reports a
      CROSS JOIN LATERAL (
        SELECT number, content, form_version FROM submissions WHERE report_id = a.id ORDER BY number DESC LIMIT 1
      ) s
    WHERE a.id = ANY (changed) AND a.status IN ('SUBMITTED', 'ACCEPTED') AND a.parent_id IS NOT NULL
  ), forms AS MATERIALIZED (
    SELECT f.period_id, f.form_version, ARRAY(
      SELECT c #>> '{}'
      FROM periods p LEFT JOIN form_versions v ON v.period_id = p.id AND v.number = f.form_version,
        jsonb_path_query(COALESCE(v.form, p.form), '$.sections[*].fields[*] ? (@.kind == "choice").code') c
      WHERE p.id = f.period_id) AS choices
    FROM (SELECT DISTINCT period_id, form_version FROM filed) f
  )
  SELECT r.id, r.period_id, r.parent_id, r.unit_name, r.unit_level, r.status, r.number, submission_figures(r.content, f.choices), r.unit_id
  FROM filed r JOIN forms f ON (f.period_id, f.form_version) = (r.period_id, r.form_version);
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "reports_figures" AFTER UPDATE ON "reports" REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_report_figures"();

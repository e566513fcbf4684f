-- Keeps `report_counts` by adding a row for each fact that begins to hold (+1) or no longer does (-1), so that the submits of a
-- deadline's night do not wait for each other (docs/decisions/0010); a job sums them up (src/reports/counters). A trigger, since
-- no command may forget to count.
CREATE OR REPLACE FUNCTION "count_reports"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO report_counts (period_id, parent_id, fact, at, count)
    SELECT r.period_id, r.parent_id, f.fact, f.at, count(*)
    FROM after_rows r, report_facts(r.status, r.due_before, r.first_submitted_at, r.accepted_at, r.correct_before, r.has_contact) f
    WHERE r.parent_id IS NOT NULL
    GROUP BY r.period_id, r.parent_id, f.fact, f.at;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO report_counts (period_id, parent_id, fact, at, count)
    SELECT r.period_id, r.parent_id, f.fact, f.at, -count(*)
    FROM before_rows r, report_facts(r.status, r.due_before, r.first_submitted_at, r.accepted_at, r.correct_before, r.has_contact) f
    WHERE r.parent_id IS NOT NULL
    GROUP BY r.period_id, r.parent_id, f.fact, f.at;
  ELSE
    INSERT INTO report_counts (period_id, parent_id, fact, at, count)
    SELECT r.period_id, r.parent_id, f.fact, f.at, sum(r.change)
    FROM (SELECT 1 AS change, * FROM after_rows UNION ALL SELECT -1, * FROM before_rows) r,
      report_facts(r.status, r.due_before, r.first_submitted_at, r.accepted_at, r.correct_before, r.has_contact) f
    WHERE r.parent_id IS NOT NULL
    GROUP BY r.period_id, r.parent_id, f.fact, f.at HAVING sum(r.change) <> 0;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "reports_counted" AFTER INSERT ON "reports" REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "count_reports"();
CREATE OR REPLACE TRIGGER "reports_recounted" AFTER UPDATE ON "reports" REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "count_reports"();
CREATE OR REPLACE TRIGGER "reports_discounted" AFTER DELETE ON "reports" REFERENCING OLD TABLE AS before_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "count_reports"();

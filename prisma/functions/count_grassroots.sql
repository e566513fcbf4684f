-- Keeps `grassroots_counts` as count_reports() keeps `report_counts`: each fact of a grassroots union's report is counted for
-- every unit above it, so that no page adds up a tree (docs/decisions/0049).
CREATE OR REPLACE FUNCTION "count_grassroots"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO grassroots_counts (period_id, unit_id, is_direct, fact, at, count)
    SELECT r.period_id, a.id, a.id = r.parent_id, f.fact, f.at, count(*)
    FROM after_rows r, unnest(r.above) a(id),
      report_facts(r.status, r.due_before, r.first_submitted_at, r.accepted_at, r.correct_before, r.has_contact) f
    WHERE r.unit_level = 'GRASSROOTS'
    GROUP BY r.period_id, a.id, a.id = r.parent_id, f.fact, f.at;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO grassroots_counts (period_id, unit_id, is_direct, fact, at, count)
    SELECT r.period_id, a.id, a.id = r.parent_id, f.fact, f.at, -count(*)
    FROM before_rows r, unnest(r.above) a(id),
      report_facts(r.status, r.due_before, r.first_submitted_at, r.accepted_at, r.correct_before, r.has_contact) f
    WHERE r.unit_level = 'GRASSROOTS'
    GROUP BY r.period_id, a.id, a.id = r.parent_id, f.fact, f.at;
  ELSE
    INSERT INTO grassroots_counts (period_id, unit_id, is_direct, fact, at, count)
    SELECT r.period_id, a.id, a.id = r.parent_id, f.fact, f.at, sum(r.change)
    FROM (SELECT 1 AS change, * FROM after_rows UNION ALL SELECT -1, * FROM before_rows) r, unnest(r.above) a(id),
      report_facts(r.status, r.due_before, r.first_submitted_at, r.accepted_at, r.correct_before, r.has_contact) f
    WHERE r.unit_level = 'GRASSROOTS'
    GROUP BY r.period_id, a.id, a.id = r.parent_id, f.fact, f.at HAVING sum(r.change) <> 0;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "grassroots_counted" AFTER INSERT ON "reports" REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "count_grassroots"();
CREATE OR REPLACE TRIGGER "grassroots_recounted" AFTER UPDATE ON "reports" REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "count_grassroots"();
CREATE OR REPLACE TRIGGER "grassroots_discounted" AFTER DELETE ON "reports" REFERENCING OLD TABLE AS before_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "count_grassroots"();

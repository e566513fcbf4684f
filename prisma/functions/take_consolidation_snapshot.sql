-- Writes down how the direct children of a report's unit stand, beside a submission of that report (docs/decisions/0027); nothing
-- where it has none. No child's report comes in or goes out meanwhile (docs/decisions/0016).
CREATE OR REPLACE FUNCTION "take_consolidation_snapshot"(report integer, submission integer, taken timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  own reports%ROWTYPE;
  with_submitted boolean;
  statuses "ReportStatus"[];
BEGIN
  SELECT * INTO own FROM reports WHERE id = report;
  IF NOT EXISTS (SELECT FROM reports WHERE parent_id = own.unit_id AND period_id = own.period_id) THEN
    RETURN;
  END IF;
  PERFORM lock_child_reports(own.unit_id);
  with_submitted := COALESCE((SELECT is_with_submitted FROM fills WHERE report_id = report ORDER BY id DESC LIMIT 1), false);
  statuses := CASE WHEN with_submitted THEN '{ACCEPTED,SUBMITTED}' ELSE '{ACCEPTED}' END;
  WITH snapshot AS (
    INSERT INTO consolidation_snapshots (report_id, number, taken_at, is_with_submitted, sums, examples)
    SELECT report, submission, taken, with_submitted, (
        SELECT COALESCE(jsonb_agg(jsonb_build_object('part', s.part, 'key', s.key, 'sum', s.sum::text, 'counted', s.counted)), '[]')
        FROM child_sums(own.unit_id, own.period_id, statuses, NULL) s
      ), (
        SELECT COALESCE(jsonb_agg(jsonb_build_object('unitName', e.unit_name, 'kind', e.kind, 'name', e.name,
          'position', e.position, 'audience', e.audience, 'deed', e.deed) ORDER BY e.audience, e.unit_name, e.id), '[]')
        FROM model_examples e WHERE e.parent_id = own.unit_id AND e.period_id = own.period_id
      )
  )
  INSERT INTO snapshot_reports (report_id, number, child_id, unit_name, unit_level, status, submission_number, figures,
    due_before, lock_on, first_submitted_at, correct_before, is_extended)
  SELECT report, submission, r.id, r.unit_name, r.unit_level, r.status, f.number, f.figures,
    r.due_before, r.lock_on, r.first_submitted_at, r.correct_before, EXISTS (SELECT FROM extensions x WHERE x.report_id = r.id)
  FROM reports r LEFT JOIN report_figures f ON f.report_id = r.id
  WHERE r.parent_id = own.unit_id AND r.period_id = own.period_id;
END $$;

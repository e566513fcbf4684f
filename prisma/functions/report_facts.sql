-- What is counted of a report (docs/decisions/0010): the rules of src/reports/deadlines.ts without the present moment, which whoever
-- reads the counts compares with `at`, the day on which the report came in or was accepted, or the deadline that it answers to.
-- tests/integration/same-rules.test.ts holds both together.
CREATE OR REPLACE FUNCTION "report_facts"(
  status "ReportStatus", due_before timestamptz, first_submitted_at timestamptz, accepted_at timestamptz,
  correct_before timestamptz, has_contact boolean
) RETURNS TABLE (fact text, at timestamptz) LANGUAGE sql IMMUTABLE AS $$
  SELECT f.fact, f.at
  FROM (VALUES
    ('expected', NULL, true),
    ('received', date_trunc('day', first_submitted_at AT TIME ZONE INTERVAL '+07:00') AT TIME ZONE INTERVAL '+07:00',
      first_submitted_at IS NOT NULL),
    ('on-time', date_trunc('day', first_submitted_at AT TIME ZONE INTERVAL '+07:00') AT TIME ZONE INTERVAL '+07:00',
      first_submitted_at < due_before),
    ('accepted', date_trunc('day', accepted_at AT TIME ZONE INTERVAL '+07:00') AT TIME ZONE INTERVAL '+07:00',
      status = 'ACCEPTED'),
    ('to-review', NULL, status = 'SUBMITTED'),
    ('unfiled', due_before, first_submitted_at IS NULL),
    ('to-correct', correct_before, status IN ('RETURNED', 'IN_PROGRESS') AND correct_before IS NOT NULL),
    ('no-contact', NULL, NOT has_contact)
  ) AS f (fact, at, holds)
  WHERE f.holds AND status <> 'EXEMPT'
$$;

-- Adds up one side of pairs of reports, `changed` 1 for pairs that come and -1 for those that go, as `figure_sums` of the parts
-- "both-now" and "both-before" (docs/decisions/0027). `pairs`: an array of {period_id, parent_id, unit_level, status} of this
-- year's report, with the figures of both years (`now`, `before`).
CREATE OR REPLACE FUNCTION "add_figure_pairs"(changed integer, pairs jsonb) RETURNS void LANGUAGE sql AS $$
  WITH pair AS (
    SELECT * FROM jsonb_to_recordset(pairs)
      AS p (period_id integer, parent_id integer, unit_level "Level", status "ReportStatus", now jsonb, before jsonb)
  ), side AS (
    SELECT period_id, parent_id, unit_level, status, 'both-now' AS part, now AS figures FROM pair
    UNION ALL SELECT period_id, parent_id, unit_level, status, 'both-before', before FROM pair
  ), said AS (
    SELECT s.period_id, s.parent_id, s.unit_level, s.status, s.part, k.key, changed * sum(k.sum) AS sum, changed * count(*) AS count
    FROM side s, figure_keys(s.figures) k GROUP BY s.period_id, s.parent_id, s.unit_level, s.status, s.part, k.key
  )
  INSERT INTO figure_sums (period_id, parent_id, unit_level, status, part, reports, sums)
  SELECT s.period_id, s.parent_id, s.unit_level, s.status, s.part, changed * count(*), COALESCE((
      SELECT jsonb_object_agg(k.key, jsonb_build_array(k.sum, k.count)) FROM said k
      WHERE (k.period_id, k.parent_id, k.unit_level, k.status, k.part) = (s.period_id, s.parent_id, s.unit_level, s.status, s.part)), '{}')
  FROM side s GROUP BY s.period_id, s.parent_id, s.unit_level, s.status, s.part
$$;

-- What the reports of a parent's direct children add up to, by part; with an empty key how many they are. Also how many
-- must report and how many were received (docs/decisions/0016, 0028).
CREATE OR REPLACE FUNCTION "child_sums"(parent integer, period integer, statuses "ReportStatus"[], only_level "Level")
RETURNS TABLE (part text, key text, sum numeric, counted integer) LANGUAGE sql STABLE AS $$
  WITH rows AS (
    SELECT f.part, f.reports, f.sums FROM figure_sums f
    WHERE f.period_id = period AND f.parent_id = parent AND f.status = ANY (statuses)
      AND (only_level IS NULL OR f.unit_level = only_level)
  )
  SELECT r.part, k.key, sum((k.value ->> 0)::numeric), sum((k.value ->> 1)::integer)::integer
  FROM rows r, jsonb_each(r.sums) k GROUP BY r.part, k.key
  UNION ALL SELECT r.part, '', 0, sum(r.reports)::integer FROM rows r GROUP BY r.part
  UNION ALL
  SELECT c.fact, '', 0, sum(c.count)::integer FROM report_counts c
  WHERE c.period_id = period AND c.parent_id = parent AND c.fact IN ('expected', 'received') GROUP BY c.fact
$$;

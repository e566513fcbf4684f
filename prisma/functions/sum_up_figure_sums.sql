-- Sums up the rows of one part, kind and status; for the job of src/reports/counters. Rows that another transaction is summing up
-- are left to it, nobody waits; so the rest may come to no report and still have figures (one report came, another went): only
-- what has neither is dropped.
CREATE OR REPLACE FUNCTION "sum_up_figure_sums"(period integer, parent integer) RETURNS void LANGUAGE sql AS $$
  WITH old AS (
    SELECT id FROM figure_sums WHERE period_id = period AND parent_id = parent FOR UPDATE SKIP LOCKED
  ), gone AS (
    DELETE FROM figure_sums f USING old WHERE f.id = old.id
    RETURNING f.part, f.unit_level, f.status, f.reports, f.sums
  ), said AS (
    SELECT g.part, g.unit_level, g.status, k.key, sum((k.value ->> 0)::numeric) AS sum, sum((k.value ->> 1)::integer) AS count
    FROM gone g, jsonb_each(g.sums) k GROUP BY g.part, g.unit_level, g.status, k.key
  ), summed AS (
    SELECT g.part, g.unit_level, g.status, sum(g.reports) AS reports, COALESCE((
        SELECT jsonb_object_agg(s.key, jsonb_build_array(s.sum, s.count)) FROM said s
        WHERE s.part = g.part AND s.unit_level = g.unit_level AND s.status = g.status AND (s.sum <> 0 OR s.count <> 0)), '{}') AS sums
    FROM gone g GROUP BY g.part, g.unit_level, g.status
  )
  INSERT INTO figure_sums (period_id, parent_id, unit_level, status, reports, sums, part)
  SELECT period, parent, unit_level, status, reports, sums, part FROM summed WHERE reports <> 0 OR sums <> '{}'
$$;

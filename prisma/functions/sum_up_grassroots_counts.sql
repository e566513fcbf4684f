-- Sums up the rows of the same fact, as sum_up_report_counts() does; for the job of src/reports/counters.
CREATE OR REPLACE FUNCTION "sum_up_grassroots_counts"(period integer, unit integer) RETURNS void LANGUAGE sql AS $$
  WITH repeated AS (
    SELECT is_direct, fact, at FROM grassroots_counts WHERE period_id = period AND unit_id = unit
    GROUP BY is_direct, fact, at HAVING count(*) > 1
  ), old AS (
    SELECT c.id FROM grassroots_counts c
      JOIN repeated r ON r.is_direct = c.is_direct AND r.fact = c.fact AND r.at IS NOT DISTINCT FROM c.at
    WHERE c.period_id = period AND c.unit_id = unit
    FOR UPDATE OF c SKIP LOCKED
  ), gone AS (
    DELETE FROM grassroots_counts c USING old WHERE c.id = old.id RETURNING c.is_direct, c.fact, c.at, c.count
  )
  INSERT INTO grassroots_counts (period_id, unit_id, is_direct, fact, at, count)
  SELECT period, unit, is_direct, fact, at, sum(count) FROM gone GROUP BY is_direct, fact, at HAVING sum(count) <> 0
$$;

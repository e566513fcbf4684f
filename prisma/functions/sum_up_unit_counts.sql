-- Sums up the rows of the same fact, as sum_up_report_counts() does; for the job of src/reports/counters.
CREATE OR REPLACE FUNCTION "sum_up_unit_counts"(unit integer) RETURNS void LANGUAGE sql AS $$
  WITH repeated AS (
    SELECT fact, at FROM unit_counts WHERE unit_id = unit GROUP BY fact, at HAVING count(*) > 1
  ), old AS (
    SELECT c.id FROM unit_counts c JOIN repeated r ON r.fact = c.fact AND r.at IS NOT DISTINCT FROM c.at
    WHERE c.unit_id = unit FOR UPDATE OF c SKIP LOCKED
  ), gone AS (
    DELETE FROM unit_counts c USING old WHERE c.id = old.id RETURNING c.fact, c.at, c.count
  )
  INSERT INTO unit_counts (unit_id, fact, at, count)
  SELECT unit, fact, at, sum(count) FROM gone GROUP BY fact, at HAVING sum(count) <> 0
$$;

-- Sums up the rows of the same fact; for the job of src/reports/counters. Rows that another transaction is summing up are left to
-- it, nobody waits.
CREATE OR REPLACE FUNCTION "sum_up_report_counts"(period integer, parent integer) RETURNS void LANGUAGE sql AS $$
  WITH repeated AS (
    SELECT fact, at FROM report_counts WHERE period_id = period AND parent_id = parent
    GROUP BY fact, at HAVING count(*) > 1
  ), old AS (
    SELECT c.id FROM report_counts c JOIN repeated r ON r.fact = c.fact AND r.at IS NOT DISTINCT FROM c.at
    WHERE c.period_id = period AND c.parent_id = parent
    FOR UPDATE OF c SKIP LOCKED
  ), gone AS (
    DELETE FROM report_counts c USING old WHERE c.id = old.id RETURNING c.fact, c.at, c.count
  )
  INSERT INTO report_counts (period_id, parent_id, fact, at, count)
  SELECT period, parent, fact, at, sum(count) FROM gone GROUP BY fact, at HAVING sum(count) <> 0
$$;

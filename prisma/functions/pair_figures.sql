-- A pair of reports comes or goes with either of them: this year's that stands, and last year's of the same unit to the same
-- parent, accepted (docs/decisions/0027). A report of a year that has a next one waits for those of the next one that are on their
-- way: neither would see the other.
CREATE OR REPLACE FUNCTION "pair_figures"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moved record;
  pairs jsonb;
BEGIN
  FOR moved IN
    SELECT r.parent_id, bool_or(EXISTS (SELECT FROM periods n WHERE n.year = p.year + 1)) AS has_next
    FROM moved_rows r JOIN periods p ON p.id = r.period_id GROUP BY r.parent_id ORDER BY r.parent_id
  LOOP
    IF moved.has_next THEN
      PERFORM lock_figure_pairs(moved.parent_id);
    ELSE
      PERFORM share_figure_pairs(moved.parent_id);
    END IF;
  END LOOP;
  -- Each looks for its own, by an index: planned for the report of one submit, a join would compare each of thousands with each.
  WITH moved AS (
    SELECT r.*, y.year, lag(y.year) OVER unit AS year_before, lag(r.status) OVER unit AS status_before,
      lag(r.figures) OVER unit AS figures_before, lead(y.year) OVER unit AS year_after
    FROM moved_rows r JOIN periods y ON y.id = r.period_id WINDOW unit AS (PARTITION BY r.unit_id, r.parent_id ORDER BY y.year)
  )
  SELECT jsonb_agg(to_jsonb(p)) INTO pairs FROM (
    SELECT m.period_id, m.parent_id, m.unit_level, m.status, m.figures AS now, b.figures AS before
    FROM moved m JOIN periods z ON z.year = m.year - 1 CROSS JOIN LATERAL (
      SELECT * FROM report_figures WHERE unit_id = m.unit_id AND period_id = z.id LIMIT 1) b
    WHERE b.parent_id = m.parent_id AND b.status = 'ACCEPTED'
    UNION ALL
    -- Both went: neither stands there any more.
    SELECT period_id, parent_id, unit_level, status, figures, figures_before
    FROM moved WHERE TG_OP = 'DELETE' AND year_before = year - 1 AND status_before = 'ACCEPTED'
    UNION ALL
    SELECT n.period_id, n.parent_id, n.unit_level, n.status, n.figures, m.figures
    FROM moved m JOIN periods z ON z.year = m.year + 1 CROSS JOIN LATERAL (
      SELECT * FROM report_figures WHERE unit_id = m.unit_id AND period_id = z.id LIMIT 1) n
    WHERE n.parent_id = m.parent_id AND m.status = 'ACCEPTED' AND m.year_after IS DISTINCT FROM m.year + 1
  ) p;
  IF pairs IS NOT NULL THEN
    PERFORM add_figure_pairs(CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END, pairs);
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER "report_figures_paired" AFTER INSERT ON "report_figures" REFERENCING NEW TABLE AS moved_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "pair_figures"();
CREATE OR REPLACE TRIGGER "report_figures_unpaired" AFTER DELETE ON "report_figures" REFERENCING OLD TABLE AS moved_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "pair_figures"();

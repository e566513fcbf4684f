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
  WITH standing AS (
    SELECT * FROM report_figures UNION ALL SELECT * FROM moved_rows WHERE TG_OP = 'DELETE'
  )
  SELECT jsonb_agg(to_jsonb(p)) INTO pairs FROM (
    SELECT m.period_id, m.parent_id, m.unit_level, m.status, m.figures AS now, b.figures AS before
    FROM moved_rows m JOIN periods y ON y.id = m.period_id JOIN periods z ON z.year = y.year - 1
      JOIN standing b ON b.unit_id = m.unit_id AND b.period_id = z.id AND b.parent_id = m.parent_id AND b.status = 'ACCEPTED'
    UNION ALL
    SELECT n.period_id, n.parent_id, n.unit_level, n.status, n.figures, m.figures
    FROM moved_rows m JOIN periods y ON y.id = m.period_id JOIN periods z ON z.year = y.year + 1
      JOIN report_figures n ON n.unit_id = m.unit_id AND n.period_id = z.id AND n.parent_id = m.parent_id
    WHERE m.status = 'ACCEPTED' AND NOT EXISTS (SELECT FROM moved_rows o WHERE o.report_id = n.report_id)
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

-- AlterTable
ALTER TABLE "figure_sums" ADD COLUMN "part" VARCHAR(20) NOT NULL DEFAULT 'all';

-- AlterTable: filled in below, from the reports.
ALTER TABLE "report_figures" ADD COLUMN "unit_id" INTEGER;
UPDATE report_figures f SET unit_id = r.unit_id FROM reports r WHERE r.id = f.report_id;
ALTER TABLE "report_figures" ALTER COLUMN "unit_id" SET NOT NULL;

-- CreateTable
CREATE TABLE "consolidation_snapshots" (
    "report_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "taken_at" TIMESTAMPTZ(3) NOT NULL,
    "is_with_submitted" BOOLEAN NOT NULL,
    "sums" JSONB NOT NULL,
    "examples" JSONB NOT NULL,

    CONSTRAINT "consolidation_snapshots_pkey" PRIMARY KEY ("report_id","number")
);

-- CreateTable
CREATE TABLE "snapshot_reports" (
    "report_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "child_id" INTEGER NOT NULL,
    "unit_name" VARCHAR(200) COLLATE "vi-x-icu" NOT NULL,
    "unit_level" "Level" NOT NULL,
    "status" "ReportStatus" NOT NULL,
    "submission_number" INTEGER,
    "figures" JSONB,
    "due_before" TIMESTAMPTZ(3) NOT NULL,
    "lock_on" TIMESTAMPTZ(3) NOT NULL,
    "first_submitted_at" TIMESTAMPTZ(3),
    "correct_before" TIMESTAMPTZ(3),
    "is_extended" BOOLEAN NOT NULL,

    CONSTRAINT "snapshot_reports_pkey" PRIMARY KEY ("report_id","number","child_id")
);

-- CreateIndex
CREATE INDEX "report_figures_unit_id_period_id_idx" ON "report_figures"("unit_id", "period_id");

-- CreateIndex
CREATE INDEX "snapshot_reports_report_id_number_unit_name_child_id_idx" ON "snapshot_reports"("report_id", "number", "unit_name", "child_id");

-- CreateIndex
CREATE INDEX "snapshot_reports_child_id_idx" ON "snapshot_reports"("child_id");

-- AddForeignKey
ALTER TABLE "consolidation_snapshots" ADD CONSTRAINT "consolidation_snapshots_report_id_number_fkey" FOREIGN KEY ("report_id", "number") REFERENCES "submissions"("report_id", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot_reports" ADD CONSTRAINT "snapshot_reports_report_id_number_fkey" FOREIGN KEY ("report_id", "number") REFERENCES "consolidation_snapshots"("report_id", "number") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot_reports" ADD CONSTRAINT "snapshot_reports_child_id_fkey" FOREIGN KEY ("child_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Like with like (docs/decisions/0027): beside the sums of all reports stand those of the units that also stood the year
-- before, this year's ("both-now") and last year's ("both-before").

-- As before, and whose report it is.
CREATE OR REPLACE FUNCTION "keep_report_figures"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM after_rows a JOIN before_rows b USING (id)
    WHERE a.status <> b.status AND (a.status IN ('SUBMITTED', 'ACCEPTED') OR b.status IN ('SUBMITTED', 'ACCEPTED'))
  ) THEN
    RETURN NULL;
  END IF;
  PERFORM pg_advisory_xact_lock_shared(74092, p.parent_id)
  FROM (SELECT DISTINCT parent_id FROM after_rows WHERE parent_id IS NOT NULL ORDER BY parent_id) p;
  DELETE FROM report_figures f USING after_rows a JOIN before_rows b USING (id)
  WHERE f.report_id = a.id AND a.status <> b.status;
  INSERT INTO report_figures (report_id, period_id, parent_id, unit_name, unit_level, status, number, figures, unit_id)
  SELECT a.id, a.period_id, a.parent_id, a.unit_name, a.unit_level, a.status, s.number,
    submission_figures(s.content, ARRAY(
      SELECT c #>> '{}'
      FROM periods p LEFT JOIN form_versions v ON v.period_id = p.id AND v.number = s.form_version,
        jsonb_path_query(COALESCE(v.form, p.form), '$.sections[*].fields[*] ? (@.kind == "choice").code') c
      WHERE p.id = a.period_id)),
    a.unit_id
  FROM after_rows a JOIN before_rows b USING (id)
    CROSS JOIN LATERAL (
      SELECT number, content, form_version FROM submissions WHERE report_id = a.id ORDER BY number DESC LIMIT 1
    ) s
  WHERE a.status <> b.status AND a.status IN ('SUBMITTED', 'ACCEPTED') AND a.parent_id IS NOT NULL;
  RETURN NULL;
END $$;

-- As before, part by part.
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

-- Adds up one side of pairs of reports. `figures`: an array of a report's and the other year's.
CREATE FUNCTION "add_figure_pairs"(changed integer, pairs jsonb) RETURNS void LANGUAGE sql AS $$
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

-- A pair comes or goes with either of its reports: this year's that stands, and last year's of the same unit to the same
-- parent, accepted. A report of a year that has a next one waits for those of the next one that are on their way: neither
-- would see the other.
CREATE FUNCTION "pair_figures"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moved record;
  pairs jsonb;
BEGIN
  FOR moved IN
    SELECT r.parent_id, bool_or(EXISTS (SELECT FROM periods n WHERE n.year = p.year + 1)) AS has_next
    FROM moved_rows r JOIN periods p ON p.id = r.period_id GROUP BY r.parent_id ORDER BY r.parent_id
  LOOP
    IF moved.has_next THEN
      PERFORM pg_advisory_xact_lock(74094, moved.parent_id);
    ELSE
      PERFORM pg_advisory_xact_lock_shared(74094, moved.parent_id);
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

CREATE TRIGGER "report_figures_paired" AFTER INSERT ON "report_figures" REFERENCING NEW TABLE AS moved_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "pair_figures"();
CREATE TRIGGER "report_figures_unpaired" AFTER DELETE ON "report_figures" REFERENCING OLD TABLE AS moved_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "pair_figures"();

-- The pairs that there are already.
SELECT add_figure_pairs(1, jsonb_agg(to_jsonb(p))) FROM (
  SELECT n.period_id, n.parent_id, n.unit_level, n.status, n.figures AS now, b.figures AS before
  FROM report_figures n JOIN periods y ON y.id = n.period_id JOIN periods z ON z.year = y.year - 1
    JOIN report_figures b ON b.unit_id = n.unit_id AND b.period_id = z.id AND b.parent_id = n.parent_id AND b.status = 'ACCEPTED'
) p HAVING count(*) > 0;

-- What the reports of a parent's direct children add up to, by part; with an empty key how many they are. Also how many
-- must report and how many were received.
CREATE FUNCTION "child_sums"(parent integer, period integer, statuses "ReportStatus"[], only_level "Level")
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

-- Snapshots (docs/decisions/0027).

-- Writes down how the direct children of a report's unit stand, beside a submission of that report; nothing where it has
-- none. No child's report comes in or goes out meanwhile (docs/decisions/0016).
CREATE FUNCTION "take_consolidation_snapshot"(report integer, submission integer, taken timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  own reports%ROWTYPE;
  with_submitted boolean;
  statuses "ReportStatus"[];
BEGIN
  SELECT * INTO own FROM reports WHERE id = report;
  IF NOT EXISTS (SELECT FROM reports WHERE parent_id = own.unit_id AND period_id = own.period_id) THEN
    RETURN;
  END IF;
  PERFORM pg_advisory_xact_lock(74092, own.unit_id);
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

CREATE FUNCTION "snapshot_of_submission"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM take_consolidation_snapshot(NEW.report_id, NEW.number, NEW.submitted_at);
  RETURN NULL;
END $$;

CREATE TRIGGER "submissions_snapshot" AFTER INSERT ON "submissions"
  FOR EACH ROW EXECUTE FUNCTION "snapshot_of_submission"();

-- Of what was filed before, the best that is known: how the children stand now, which `taken_at` says, and of what went out
-- the figures that were written down then.
SELECT take_consolidation_snapshot(r.id, s.number, now())
FROM reports r CROSS JOIN LATERAL (SELECT max(number) AS number FROM submissions WHERE report_id = r.id) s
WHERE r.status IN ('SUBMITTED', 'ACCEPTED') AND s.number IS NOT NULL;
UPDATE consolidation_snapshots c
SET taken_at = n.recorded_at, sums = (
  SELECT COALESCE(jsonb_agg(h), '[]') FROM jsonb_array_elements(c.sums) h WHERE h ->> 'key' = ''
) || (
  SELECT COALESCE(jsonb_agg(jsonb_build_object('part', 'all', 'key', t.key, 'sum', t.value -> 'sum', 'counted', t.value -> 'counted')), '[]')
  FROM jsonb_each(n.totals) t
)
FROM sendings n WHERE n.report_id = c.report_id AND n.submission_number = c.number;
ALTER TABLE "sendings" DROP COLUMN "totals";

CREATE TRIGGER "consolidation_snapshots_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "consolidation_snapshots"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
CREATE TRIGGER "snapshot_reports_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "snapshot_reports"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();

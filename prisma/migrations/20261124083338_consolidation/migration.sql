-- CreateEnum
CREATE TYPE "PassageKind" AS ENUM ('STRENGTH', 'MODEL_EXAMPLE', 'DIFFICULTY', 'PROPOSAL');

-- CreateEnum
CREATE TYPE "ExampleKind" AS ENUM ('COLLECTIVE', 'INDIVIDUAL');

-- CreateTable
CREATE TABLE "report_figures" (
    "report_id" INTEGER NOT NULL,
    "period_id" INTEGER NOT NULL,
    "parent_id" INTEGER NOT NULL,
    "unit_name" VARCHAR(200) COLLATE "vi-x-icu" NOT NULL,
    "unit_level" "Level" NOT NULL,
    "status" "ReportStatus" NOT NULL,
    "number" INTEGER NOT NULL,
    "figures" JSONB NOT NULL,

    CONSTRAINT "report_figures_pkey" PRIMARY KEY ("report_id")
);

-- CreateTable
CREATE TABLE "figure_sums" (
    "id" BIGSERIAL NOT NULL,
    "period_id" INTEGER NOT NULL,
    "parent_id" INTEGER NOT NULL,
    "unit_level" "Level" NOT NULL,
    "status" "ReportStatus" NOT NULL,
    "reports" INTEGER NOT NULL,
    "sums" JSONB NOT NULL,

    CONSTRAINT "figure_sums_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "figure_changes" (
    "id" BIGSERIAL NOT NULL,
    "period_id" INTEGER NOT NULL,
    "parent_id" INTEGER NOT NULL,
    "report_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "status" "ReportStatus" NOT NULL,
    "entered" BOOLEAN NOT NULL,

    CONSTRAINT "figure_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "answer_words" (
    "report_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "field" VARCHAR(60) NOT NULL,
    "length" INTEGER NOT NULL,
    "words" tsvector NOT NULL,

    CONSTRAINT "answer_words_pkey" PRIMARY KEY ("report_id","number","field")
);

-- CreateTable
CREATE TABLE "passages" (
    "id" SERIAL NOT NULL,
    "parent_id" INTEGER NOT NULL,
    "period_id" INTEGER NOT NULL,
    "report_id" INTEGER NOT NULL,
    "submission_number" INTEGER NOT NULL,
    "field" VARCHAR(60) NOT NULL,
    "target" VARCHAR(60) NOT NULL,
    "kind" "PassageKind" NOT NULL,
    "original" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "merged_into_id" INTEGER,
    "marked_at" TIMESTAMPTZ(3) NOT NULL,
    "marked_by_id" INTEGER NOT NULL,
    "marked_by_name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "passages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "model_examples" (
    "id" SERIAL NOT NULL,
    "parent_id" INTEGER NOT NULL,
    "period_id" INTEGER NOT NULL,
    "report_id" INTEGER,
    "passage_id" INTEGER,
    "unit_name" VARCHAR(200) COLLATE "vi-x-icu" NOT NULL,
    "kind" "ExampleKind" NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "position" VARCHAR(200) NOT NULL DEFAULT '',
    "audience" VARCHAR(30) NOT NULL DEFAULT '',
    "deed" TEXT NOT NULL,
    "may_be_named" BOOLEAN NOT NULL DEFAULT false,
    "search_text" VARCHAR(900) NOT NULL DEFAULT '',
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "added_by_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "model_examples_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fills" (
    "id" SERIAL NOT NULL,
    "report_id" INTEGER NOT NULL,
    "is_with_submitted" BOOLEAN NOT NULL,
    "change_id" BIGINT NOT NULL,
    "reports" INTEGER NOT NULL,
    "filled_at" TIMESTAMPTZ(3) NOT NULL,
    "filled_by_id" INTEGER NOT NULL,
    "filled_by_name" TEXT NOT NULL,

    CONSTRAINT "fills_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fill_sources" (
    "fill_id" INTEGER NOT NULL,
    "report_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,

    CONSTRAINT "fill_sources_pkey" PRIMARY KEY ("fill_id","report_id")
);

-- CreateTable
CREATE TABLE "filled_answers" (
    "report_id" INTEGER NOT NULL,
    "field" VARCHAR(60) NOT NULL,
    "section" VARCHAR(60) NOT NULL,
    "fill_id" INTEGER NOT NULL,
    "value" JSONB NOT NULL,
    "passages" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "filled_answers_pkey" PRIMARY KEY ("report_id","field")
);

-- CreateTable
CREATE TABLE "document_settings" (
    "unit_id" INTEGER NOT NULL,
    "settings" JSONB NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "document_settings_pkey" PRIMARY KEY ("unit_id")
);

-- CreateTable
CREATE TABLE "sendings" (
    "id" SERIAL NOT NULL,
    "report_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "submission_number" INTEGER NOT NULL,
    "outgoing_number" VARCHAR(50) NOT NULL,
    "sent_on" TIMESTAMPTZ(3) NOT NULL,
    "signer_name" VARCHAR(120) NOT NULL,
    "signer_position" VARCHAR(120) NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "totals" JSONB NOT NULL,
    "file_name" VARCHAR(200) NOT NULL,
    "media_type" VARCHAR(100) NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "content" BYTEA NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_by_id" INTEGER NOT NULL,
    "recorded_by_name" TEXT NOT NULL,

    CONSTRAINT "sendings_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "public_results" (
    "period_id" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by_name" TEXT NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "public_results_pkey" PRIMARY KEY ("period_id")
);

-- CreateTable
CREATE TABLE "export_jobs" (
    "id" SERIAL NOT NULL,
    "account_id" INTEGER NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "period_id" INTEGER NOT NULL,
    "kind" VARCHAR(40) NOT NULL,
    "options" JSONB NOT NULL DEFAULT '{}',
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER NOT NULL DEFAULT 0,
    "finished_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "error" TEXT NOT NULL DEFAULT '',
    "cancelled_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),
    "file_name" VARCHAR(200) NOT NULL DEFAULT '',
    "media_type" VARCHAR(100) NOT NULL DEFAULT '',
    "size" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "export_jobs_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "export_parts" (
    "job_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "export_parts_pkey" PRIMARY KEY ("job_id","number")
);

-- CreateIndex
CREATE INDEX "report_figures_parent_id_period_id_unit_name_report_id_idx" ON "report_figures"("parent_id", "period_id", "unit_name", "report_id");

-- CreateIndex
CREATE INDEX "figure_sums_period_id_parent_id_idx" ON "figure_sums"("period_id", "parent_id");

-- CreateIndex
CREATE INDEX "figure_changes_parent_id_period_id_id_idx" ON "figure_changes"("parent_id", "period_id", "id");

-- CreateIndex
CREATE INDEX "answer_words_words_idx" ON "answer_words" USING GIN ("words");

-- CreateIndex
CREATE INDEX "passages_parent_id_period_id_target_position_id_idx" ON "passages"("parent_id", "period_id", "target", "position", "id");

-- CreateIndex
CREATE INDEX "passages_report_id_field_idx" ON "passages"("report_id", "field");

-- CreateIndex
CREATE INDEX "passages_merged_into_id_idx" ON "passages"("merged_into_id");

-- CreateIndex
CREATE INDEX "model_examples_parent_id_period_id_audience_unit_name_id_idx" ON "model_examples"("parent_id", "period_id", "audience", "unit_name", "id");

-- CreateIndex
CREATE INDEX "model_examples_passage_id_idx" ON "model_examples"("passage_id");

-- CreateIndex
CREATE INDEX "fills_report_id_id_idx" ON "fills"("report_id", "id");

-- CreateIndex
CREATE INDEX "fill_sources_report_id_idx" ON "fill_sources"("report_id");

-- CreateIndex
CREATE INDEX "filled_answers_fill_id_idx" ON "filled_answers"("fill_id");

-- CreateIndex
CREATE UNIQUE INDEX "sendings_report_id_number_key" ON "sendings"("report_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "sendings_report_id_submission_number_key" ON "sendings"("report_id", "submission_number");

-- CreateIndex
CREATE INDEX "export_jobs_account_id_period_id_id_idx" ON "export_jobs"("account_id", "period_id", "id");

-- AddForeignKey
ALTER TABLE "report_figures" ADD CONSTRAINT "report_figures_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "figure_changes" ADD CONSTRAINT "figure_changes_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "answer_words" ADD CONSTRAINT "answer_words_report_id_number_fkey" FOREIGN KEY ("report_id", "number") REFERENCES "submissions"("report_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passages" ADD CONSTRAINT "passages_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passages" ADD CONSTRAINT "passages_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "passages" ADD CONSTRAINT "passages_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "passages"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_examples" ADD CONSTRAINT "model_examples_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_examples" ADD CONSTRAINT "model_examples_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "model_examples" ADD CONSTRAINT "model_examples_passage_id_fkey" FOREIGN KEY ("passage_id") REFERENCES "passages"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fills" ADD CONSTRAINT "fills_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fill_sources" ADD CONSTRAINT "fill_sources_fill_id_fkey" FOREIGN KEY ("fill_id") REFERENCES "fills"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fill_sources" ADD CONSTRAINT "fill_sources_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "filled_answers" ADD CONSTRAINT "filled_answers_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "filled_answers" ADD CONSTRAINT "filled_answers_fill_id_fkey" FOREIGN KEY ("fill_id") REFERENCES "fills"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "document_settings" ADD CONSTRAINT "document_settings_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sendings" ADD CONSTRAINT "sendings_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "public_results" ADD CONSTRAINT "public_results_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_jobs" ADD CONSTRAINT "export_jobs_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_jobs" ADD CONSTRAINT "export_jobs_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_jobs" ADD CONSTRAINT "export_jobs_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "export_parts" ADD CONSTRAINT "export_parts_job_id_fkey" FOREIGN KEY ("job_id") REFERENCES "export_jobs"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- Figures (docs/decisions/0016).

-- The numbers, yes/no answers and choices of a submission by field code, and true for any other answer that there is;
-- none of a section that does not apply.
CREATE FUNCTION "submission_figures"(content jsonb, choices text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT COALESCE(jsonb_object_agg(a.key, CASE
      WHEN jsonb_typeof(a.value) = 'string' AND a.key <> ALL (choices) THEN 'true' ELSE a.value END), '{}')
  FROM jsonb_each(content -> 'sections') s, jsonb_each(s.value -> 'answers') a
  WHERE s.value -> 'notApplicable' IS DISTINCT FROM 'true'
    AND jsonb_typeof(a.value) IN ('number', 'boolean', 'string') AND a.value <> '""'
$$;

-- What is added up of them: a number by its code, any other answer by "code=answer".
CREATE FUNCTION "figure_keys"(figures jsonb) RETURNS TABLE (key text, sum numeric) LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE jsonb_typeof(value) WHEN 'number' THEN key ELSE key || '=' || (value #>> '{}') END,
    CASE jsonb_typeof(value) WHEN 'number' THEN (value #>> '{}')::numeric ELSE 0 END
  FROM jsonb_each(figures)
$$;

-- A report's figures stand here while its latest submission does. Whoever makes something of a parent's figures and
-- must miss none takes the lock alone, and so waits for those on their way.
CREATE FUNCTION "keep_report_figures"() RETURNS trigger LANGUAGE plpgsql AS $$
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
  INSERT INTO report_figures (report_id, period_id, parent_id, unit_name, unit_level, status, number, figures)
  SELECT a.id, a.period_id, a.parent_id, a.unit_name, a.unit_level, a.status, s.number,
    submission_figures(s.content, ARRAY(
      SELECT c #>> '{}'
      FROM periods p LEFT JOIN form_versions v ON v.period_id = p.id AND v.number = s.form_version,
        jsonb_path_query(COALESCE(v.form, p.form), '$.sections[*].fields[*] ? (@.kind == "choice").code') c
      WHERE p.id = a.period_id))
  FROM after_rows a JOIN before_rows b USING (id)
    CROSS JOIN LATERAL (
      SELECT number, content, form_version FROM submissions WHERE report_id = a.id ORDER BY number DESC LIMIT 1
    ) s
  WHERE a.status <> b.status AND a.status IN ('SUBMITTED', 'ACCEPTED') AND a.parent_id IS NOT NULL;
  RETURN NULL;
END $$;

CREATE TRIGGER "reports_figures" AFTER UPDATE ON "reports" REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "keep_report_figures"();

-- Sums up the rows of one kind and status. Rows that another transaction is summing up are left to it, nobody waits; so
-- the rest may come to no report and still have figures (one report came, another went): only what has neither is dropped.
CREATE FUNCTION "sum_up_figure_sums"(period integer, parent integer) RETURNS void LANGUAGE sql AS $$
  WITH old AS (
    SELECT id FROM figure_sums WHERE period_id = period AND parent_id = parent FOR UPDATE SKIP LOCKED
  ), gone AS (
    DELETE FROM figure_sums f USING old WHERE f.id = old.id
    RETURNING f.unit_level, f.status, f.reports, f.sums
  ), said AS (
    SELECT g.unit_level, g.status, k.key, sum((k.value ->> 0)::numeric) AS sum, sum((k.value ->> 1)::integer) AS count
    FROM gone g, jsonb_each(g.sums) k GROUP BY g.unit_level, g.status, k.key
  ), summed AS (
    SELECT g.unit_level, g.status, sum(g.reports) AS reports, COALESCE((
        SELECT jsonb_object_agg(s.key, jsonb_build_array(s.sum, s.count)) FROM said s
        WHERE s.unit_level = g.unit_level AND s.status = g.status AND (s.sum <> 0 OR s.count <> 0)), '{}') AS sums
    FROM gone g GROUP BY g.unit_level, g.status
  )
  INSERT INTO figure_sums (period_id, parent_id, unit_level, status, reports, sums)
  SELECT period, parent, unit_level, status, reports, sums FROM summed WHERE reports <> 0 OR sums <> '{}'
$$;

-- Only ever adds rows, as the counts of reports do (docs/decisions/0010). `changed`: 1 for what comes, -1 for what goes.
CREATE FUNCTION "add_up_figures"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  changed integer := CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END;
BEGIN
  WITH said AS (
    SELECT r.period_id, r.parent_id, r.unit_level, r.status, k.key, changed * sum(k.sum) AS sum, changed * count(*) AS count
    FROM moved_rows r, figure_keys(r.figures) k GROUP BY r.period_id, r.parent_id, r.unit_level, r.status, k.key
  )
  INSERT INTO figure_sums (period_id, parent_id, unit_level, status, reports, sums)
  SELECT r.period_id, r.parent_id, r.unit_level, r.status, changed * count(*), COALESCE((
      SELECT jsonb_object_agg(s.key, jsonb_build_array(s.sum, s.count)) FROM said s
      WHERE (s.period_id, s.parent_id, s.unit_level, s.status) = (r.period_id, r.parent_id, r.unit_level, r.status)), '{}')
  FROM moved_rows r GROUP BY r.period_id, r.parent_id, r.unit_level, r.status;
  INSERT INTO figure_changes (period_id, parent_id, report_id, number, status, entered)
  SELECT m.period_id, m.parent_id, m.report_id, m.number, m.status, changed = 1
  FROM moved_rows m JOIN reports r ON r.id = m.report_id ORDER BY m.report_id;
  IF random() < 0.05 THEN
    PERFORM sum_up_figure_sums(s.period_id, s.parent_id)
    FROM (SELECT DISTINCT period_id, parent_id FROM moved_rows) s;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "report_figures_added" AFTER INSERT ON "report_figures" REFERENCING NEW TABLE AS moved_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "add_up_figures"();
CREATE TRIGGER "report_figures_removed" AFTER DELETE ON "report_figures" REFERENCING OLD TABLE AS moved_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "add_up_figures"();

-- Words: as fold() of src/platform/text.ts folds them, and nothing but letters and digits between single blanks, since the
-- parser would take a/b for a file and a.b for a host.
CREATE FUNCTION "fold_text"(words text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT regexp_replace(
    translate(lower(regexp_replace(normalize(words, NFD), '[\u0300-\u036f]', '', 'g')), 'đĐ', 'dd'), '[^[:alnum:]]+', ' ', 'g')
$$;

CREATE FUNCTION "keep_answer_words"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO answer_words (report_id, number, field, length, words)
  SELECT NEW.report_id, NEW.number, a.key, length(a.value #>> '{}'), to_tsvector('simple', fold_text(a.value #>> '{}'))
  FROM jsonb_each(NEW.content -> 'sections') s, jsonb_each(s.value -> 'answers') a
  WHERE s.value -> 'notApplicable' IS DISTINCT FROM 'true' AND jsonb_typeof(a.value) = 'string' AND a.value <> '""'
  ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER "submissions_words" AFTER INSERT ON "submissions"
  FOR EACH ROW EXECUTE FUNCTION "keep_answer_words"();

-- What there is already.
INSERT INTO report_figures (report_id, period_id, parent_id, unit_name, unit_level, status, number, figures)
SELECT r.id, r.period_id, r.parent_id, r.unit_name, r.unit_level, r.status, s.number,
  submission_figures(s.content, ARRAY(
    SELECT c #>> '{}'
    FROM periods p LEFT JOIN form_versions v ON v.period_id = p.id AND v.number = s.form_version,
      jsonb_path_query(COALESCE(v.form, p.form), '$.sections[*].fields[*] ? (@.kind == "choice").code') c
    WHERE p.id = r.period_id))
FROM reports r
  CROSS JOIN LATERAL (
    SELECT number, content, form_version FROM submissions WHERE report_id = r.id ORDER BY number DESC LIMIT 1
  ) s
WHERE r.status IN ('SUBMITTED', 'ACCEPTED') AND r.parent_id IS NOT NULL;

INSERT INTO answer_words (report_id, number, field, length, words)
SELECT n.report_id, n.number, a.key, length(a.value #>> '{}'), to_tsvector('simple', fold_text(a.value #>> '{}'))
FROM submissions n, jsonb_each(n.content -> 'sections') s, jsonb_each(s.value -> 'answers') a
WHERE s.value -> 'notApplicable' IS DISTINCT FROM 'true' AND jsonb_typeof(a.value) = 'string' AND a.value <> '""'
ON CONFLICT DO NOTHING;

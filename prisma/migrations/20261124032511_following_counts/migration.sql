-- AlterTable
ALTER TABLE "reports" ADD COLUMN "has_contact" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "report_counts" (
    "id" BIGSERIAL NOT NULL,
    "period_id" INTEGER NOT NULL,
    "parent_id" INTEGER NOT NULL,
    "fact" VARCHAR(20) NOT NULL,
    "at" TIMESTAMPTZ(3),
    "count" INTEGER NOT NULL,

    CONSTRAINT "report_counts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "report_counts_period_id_parent_id_idx" ON "report_counts"("period_id", "parent_id");

-- CreateIndex
CREATE INDEX "reports_parent_id_period_id_unit_level_unit_name_id_idx" ON "reports"("parent_id", "period_id", "unit_level", "unit_name", "id");

-- CreateIndex
CREATE INDEX "reports_parent_id_period_id_first_submitted_at_due_before_idx" ON "reports"("parent_id", "period_id", "first_submitted_at", "due_before");

-- CreateIndex
CREATE INDEX "reports_parent_id_period_id_correct_before_idx" ON "reports"("parent_id", "period_id", "correct_before");

-- CreateIndex
CREATE INDEX "reports_parent_id_period_id_has_contact_unit_name_id_idx" ON "reports"("parent_id", "period_id", "has_contact", "unit_name", "id");


-- Who can be reached by mail about a report: the rule of REACHABLE in src/accounts/finders.ts.
CREATE FUNCTION "unit_has_contact"(unit integer) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT FROM accounts
    WHERE unit_id = unit AND email <> '' AND deactivated_at IS NULL
      AND roles && ARRAY['FILER', 'SIGNATORY']::"Role"[]
  )
$$;

-- Changes of who can be reached and new reports wait for each other: neither would see what the other is doing.
CREATE FUNCTION "wait_for_contacts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7409200929);
  RETURN NULL;
END $$;

CREATE FUNCTION "note_contact"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.has_contact := unit_has_contact(NEW.unit_id);
  RETURN NEW;
END $$;

CREATE FUNCTION "note_contacts"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7409200929);
  UPDATE reports SET has_contact = NOT has_contact
  WHERE unit_id IN (OLD.unit_id, NEW.unit_id) AND has_contact <> unit_has_contact(unit_id);
  RETURN NULL;
END $$;

CREATE TRIGGER "reports_contact_wait" BEFORE INSERT ON "reports"
  FOR EACH STATEMENT EXECUTE FUNCTION "wait_for_contacts"();
CREATE TRIGGER "reports_contact" BEFORE INSERT ON "reports"
  FOR EACH ROW EXECUTE FUNCTION "note_contact"();
CREATE TRIGGER "accounts_contact" AFTER INSERT OR DELETE ON "accounts"
  FOR EACH ROW EXECUTE FUNCTION "note_contacts"();
CREATE TRIGGER "accounts_contact_changed" AFTER UPDATE ON "accounts"
  FOR EACH ROW WHEN ((OLD.unit_id, OLD.email, OLD.roles, OLD.deactivated_at)
    IS DISTINCT FROM (NEW.unit_id, NEW.email, NEW.roles, NEW.deactivated_at))
  EXECUTE FUNCTION "note_contacts"();

UPDATE reports SET has_contact = true WHERE unit_has_contact(unit_id);

-- What is counted of a report (docs/decisions/0010). `at` is the day on which it came in or was accepted, or the
-- deadline that it answers to.
CREATE FUNCTION "report_facts"(
  status "ReportStatus", due_before timestamptz, first_submitted_at timestamptz, accepted_at timestamptz,
  correct_before timestamptz, has_contact boolean
) RETURNS TABLE (fact text, at timestamptz) LANGUAGE sql IMMUTABLE AS $$
  SELECT f.fact, f.at
  FROM (VALUES
    ('expected', NULL, true),
    ('received', date_trunc('day', first_submitted_at AT TIME ZONE INTERVAL '+07:00') AT TIME ZONE INTERVAL '+07:00',
      first_submitted_at IS NOT NULL),
    ('on-time', date_trunc('day', first_submitted_at AT TIME ZONE INTERVAL '+07:00') AT TIME ZONE INTERVAL '+07:00',
      first_submitted_at < due_before),
    ('accepted', date_trunc('day', accepted_at AT TIME ZONE INTERVAL '+07:00') AT TIME ZONE INTERVAL '+07:00',
      status = 'ACCEPTED'),
    ('to-review', NULL, status = 'SUBMITTED'),
    ('unfiled', due_before, first_submitted_at IS NULL),
    ('to-correct', correct_before, status IN ('RETURNED', 'IN_PROGRESS') AND correct_before IS NOT NULL),
    ('no-contact', NULL, NOT has_contact)
  ) AS f (fact, at, holds)
  WHERE f.holds AND status <> 'EXEMPT'
$$;

-- Sums up the rows of the same fact. Rows that another transaction is summing up are left to it; nobody waits.
CREATE FUNCTION "sum_up_report_counts"(period integer, parent integer) RETURNS void LANGUAGE sql AS $$
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

-- Only ever adds rows, so that the submits of a deadline's night do not wait for each other; now and then the rows of
-- the same fact are summed up, so that they do not grow with the reports.
CREATE FUNCTION "count_reports"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO report_counts (period_id, parent_id, fact, at, count)
    SELECT r.period_id, r.parent_id, f.fact, f.at, count(*)
    FROM after_rows r, report_facts(r.status, r.due_before, r.first_submitted_at, r.accepted_at, r.correct_before, r.has_contact) f
    WHERE r.parent_id IS NOT NULL
    GROUP BY r.period_id, r.parent_id, f.fact, f.at;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO report_counts (period_id, parent_id, fact, at, count)
    SELECT r.period_id, r.parent_id, f.fact, f.at, -count(*)
    FROM before_rows r, report_facts(r.status, r.due_before, r.first_submitted_at, r.accepted_at, r.correct_before, r.has_contact) f
    WHERE r.parent_id IS NOT NULL
    GROUP BY r.period_id, r.parent_id, f.fact, f.at;
  ELSE
    INSERT INTO report_counts (period_id, parent_id, fact, at, count)
    SELECT r.period_id, r.parent_id, f.fact, f.at, sum(r.change)
    FROM (SELECT 1 AS change, * FROM after_rows UNION ALL SELECT -1, * FROM before_rows) r,
      report_facts(r.status, r.due_before, r.first_submitted_at, r.accepted_at, r.correct_before, r.has_contact) f
    WHERE r.parent_id IS NOT NULL
    GROUP BY r.period_id, r.parent_id, f.fact, f.at HAVING sum(r.change) <> 0;
  END IF;
  IF TG_OP <> 'DELETE' AND random() < 0.02 THEN
    PERFORM sum_up_report_counts(s.period_id, s.parent_id)
    FROM (SELECT DISTINCT period_id, parent_id FROM after_rows WHERE parent_id IS NOT NULL) s;
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "reports_counted" AFTER INSERT ON "reports" REFERENCING NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "count_reports"();
CREATE TRIGGER "reports_recounted" AFTER UPDATE ON "reports" REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "count_reports"();
CREATE TRIGGER "reports_discounted" AFTER DELETE ON "reports" REFERENCING OLD TABLE AS before_rows
  FOR EACH STATEMENT EXECUTE FUNCTION "count_reports"();

INSERT INTO report_counts (period_id, parent_id, fact, at, count)
SELECT r.period_id, r.parent_id, f.fact, f.at, count(*)
FROM reports r, report_facts(r.status, r.due_before, r.first_submitted_at, r.accepted_at, r.correct_before, r.has_contact) f
WHERE r.parent_id IS NOT NULL
GROUP BY r.period_id, r.parent_id, f.fact, f.at;

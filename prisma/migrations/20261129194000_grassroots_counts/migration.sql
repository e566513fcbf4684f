-- AlterTable
ALTER TABLE "reports" ADD COLUMN     "above" INTEGER[] DEFAULT ARRAY[]::INTEGER[];

-- CreateTable
CREATE TABLE "grassroots_counts" (
    "id" BIGSERIAL NOT NULL,
    "period_id" INTEGER NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "is_direct" BOOLEAN NOT NULL,
    "fact" VARCHAR(20) NOT NULL,
    "at" TIMESTAMPTZ(3),
    "count" INTEGER NOT NULL,

    CONSTRAINT "grassroots_counts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "grassroots_counts_period_id_unit_id_idx" ON "grassroots_counts"("period_id", "unit_id");

-- Where each report went: up the reports of its period, and from where one has no parent's report, up the tree.
WITH RECURSIVE placed AS (
  SELECT r.id, r.period_id, r.unit_id,
    coalesce(string_to_array(trim(BOTH '/' FROM u.path), '/')::integer[], '{}') AS above
  FROM reports r LEFT JOIN units u ON u.id = r.parent_id
  WHERE NOT EXISTS (SELECT FROM reports p WHERE p.period_id = r.period_id AND p.unit_id = r.parent_id)
  UNION ALL
  SELECT r.id, r.period_id, r.unit_id, p.above || p.unit_id
  FROM placed p JOIN reports r ON r.period_id = p.period_id AND r.parent_id = p.unit_id
)
UPDATE reports r SET above = placed.above FROM placed WHERE placed.id = r.id;

-- The reports there are, counted; the words of the facts are those of report_facts().
INSERT INTO grassroots_counts (period_id, unit_id, is_direct, fact, at, count)
SELECT r.period_id, a.id, a.id = r.parent_id, f.fact, f.at, count(*)
FROM (
  SELECT *,
    date_trunc('day', first_submitted_at AT TIME ZONE INTERVAL '+07:00') AT TIME ZONE INTERVAL '+07:00' AS came,
    date_trunc('day', accepted_at AT TIME ZONE INTERVAL '+07:00') AT TIME ZONE INTERVAL '+07:00' AS done
  FROM reports
) r, unnest(r.above) a(id), LATERAL (VALUES
  ('expected', NULL, true),
  ('received', r.came, r.first_submitted_at IS NOT NULL),
  ('on-time', r.came, r.first_submitted_at < r.due_before),
  ('accepted', r.done, r.status = 'ACCEPTED'),
  ('to-review', NULL, r.status = 'SUBMITTED'),
  ('unfiled', r.due_before, r.first_submitted_at IS NULL),
  ('to-correct', r.correct_before, r.status IN ('RETURNED', 'IN_PROGRESS') AND r.correct_before IS NOT NULL),
  ('no-contact', NULL, NOT r.has_contact)
) f (fact, at, holds)
WHERE f.holds AND r.status <> 'EXEMPT' AND r.unit_level = 'GRASSROOTS'
GROUP BY r.period_id, a.id, a.id = r.parent_id, f.fact, f.at;

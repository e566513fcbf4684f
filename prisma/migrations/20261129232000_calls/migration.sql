-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "phone" VARCHAR(20) NOT NULL DEFAULT '',
ADD COLUMN     "zalo_name" VARCHAR(80) NOT NULL DEFAULT '',
ADD COLUMN     "signed_in_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "reminder_deliveries" ADD COLUMN     "by_name" VARCHAR(120) NOT NULL DEFAULT '',
ADD COLUMN     "call_result" VARCHAR(20),
ADD COLUMN     "note" VARCHAR(500) NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "reports" ADD COLUMN     "reached_at" TIMESTAMPTZ(3),
ADD COLUMN     "undelivered_at" TIMESTAMPTZ(3);

ALTER TABLE "reminder_deliveries" ADD CONSTRAINT "reminder_deliveries_call_check"
  CHECK ("call_result" IN ('answered', 'no-answer', 'wrong-number'));

-- A row is a step of the ladder, a letter by hand, or a call: one of them.
ALTER TABLE "reminder_deliveries" DROP CONSTRAINT "reminder_deliveries_step_check",
  ADD CONSTRAINT "reminder_deliveries_step_check" CHECK (
    num_nonnulls("draft_id", "call_result") <= 1 AND
    num_nonnulls("cause", "due_before", "number") =
      CASE WHEN "draft_id" IS NULL AND "call_result" IS NULL THEN 3 ELSE 0 END);

-- Who signed in before it was noted: the first sign-in is known.
UPDATE "accounts" SET "signed_in_at" = "shown_round_at";

-- What is known of the periods that run: whom a reminder reached, who signed in since the period was opened.
UPDATE "reports" report SET
  "reached_at" = (SELECT min(known.at) FROM (
    SELECT min(message.sent_at) AS at FROM messages message
      WHERE message.report_id = report.id AND message.delivery_id IS NOT NULL
    UNION ALL
    SELECT min(account.signed_in_at) FROM accounts account, periods period
      WHERE account.unit_id = report.unit_id AND period.id = report.period_id
        AND account.signed_in_at >= period.opened_at
    UNION ALL
    SELECT report.first_submitted_at) AS known),
  "undelivered_at" = (SELECT max(message.failed_at) FROM messages message
    WHERE message.report_id = report.id AND message.delivery_id IS NOT NULL
      AND NOT EXISTS (SELECT FROM messages later
        WHERE later.report_id = report.id AND later.delivery_id IS NOT NULL AND later.sent_at > message.failed_at));

-- Whom to telephone, the latest first (src/reminders/calls): in the very words of src/reports/deadline-finders.ts.
CREATE INDEX "reports_by_day_owed" ON "reports" ("parent_id", "period_id",
  (CASE WHEN "status" IN ('RETURNED', 'IN_PROGRESS') AND "correct_before" IS NOT NULL THEN "correct_before" ELSE "due_before" END),
  "unit_name", "id") WHERE "status" IN ('NOT_STARTED', 'IN_PROGRESS', 'RETURNED');
-- Whom mail did not reach, and whom nobody has reached.
CREATE INDEX "reports_unreached" ON "reports" ("parent_id", "period_id")
  WHERE "status" = 'NOT_STARTED' AND "reached_at" IS NULL
    AND (NOT "has_contact" OR "undelivered_at" IS NOT NULL);
CREATE INDEX "reports_unmailed" ON "reports" ("parent_id", "period_id",
  (CASE WHEN "status" IN ('RETURNED', 'IN_PROGRESS') AND "correct_before" IS NOT NULL THEN "correct_before" ELSE "due_before" END),
  "unit_name", "id")
  WHERE "status" IN ('NOT_STARTED', 'IN_PROGRESS', 'RETURNED') AND (NOT "has_contact" OR "undelivered_at" IS NOT NULL);

-- What a step of the log is about stands in columns from now on. Until now "deadline 2026-09-09T17:00:00.000Z -10", or
-- "letter 7" of a letter by hand, said it.
ALTER TABLE "reminder_deliveries" ADD COLUMN "cause" VARCHAR(20),
ADD COLUMN "due_before" TIMESTAMPTZ(3),
ADD COLUMN "number" INTEGER,
ADD COLUMN "draft_id" INTEGER;

UPDATE "reminder_deliveries" SET
  "cause" = split_part("step", ' ', 1),
  "due_before" = split_part("step", ' ', 2)::timestamptz,
  "number" = split_part("step", ' ', 3)::integer
WHERE "step" NOT LIKE 'letter %';
UPDATE "reminder_deliveries" SET "draft_id" = split_part("step", ' ', 2)::integer WHERE "step" LIKE 'letter %';

-- With it goes the unique index by report and step.
ALTER TABLE "reminder_deliveries" DROP COLUMN "step";

CREATE UNIQUE INDEX "reminder_deliveries_report_id_cause_due_before_number_key" ON "reminder_deliveries"("report_id", "cause", "due_before", "number");
CREATE UNIQUE INDEX "reminder_deliveries_draft_id_report_id_key" ON "reminder_deliveries"("draft_id", "report_id");
ALTER TABLE "reminder_deliveries" ADD CONSTRAINT "reminder_deliveries_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "reminder_drafts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What prisma/schema cannot say: a row is all of a step or a letter. A unique index lets a row with a null in it be twice.
ALTER TABLE "reminder_deliveries" ADD CONSTRAINT "reminder_deliveries_step_check"
  CHECK (num_nonnulls("cause", "due_before", "number") = CASE WHEN "draft_id" IS NULL THEN 3 ELSE 0 END);

-- "-3" and "+1" of the requests for a receipt are numbers too.
ALTER TABLE "receipt_reminders" ALTER COLUMN "step" TYPE INTEGER USING "step"::integer;
ALTER TABLE "receipt_reminders" RENAME COLUMN "step" TO "number";

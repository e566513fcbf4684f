-- A letter by hand has a text for each thing that a unit may owe. What was written before was the text for units that
-- are overdue, as it stood ready; where the others are missing, the portal's own stand in (src/reminders/draft/finders.ts).
ALTER TABLE "reminder_drafts" ADD COLUMN "wordings" JSONB;
UPDATE "reminder_drafts"
SET "wordings" = jsonb_build_object('late', jsonb_build_object('subject', "subject", 'text', "text"));
ALTER TABLE "reminder_drafts" ALTER COLUMN "wordings" SET NOT NULL, DROP COLUMN "subject", DROP COLUMN "text";

-- What a unit was told stays readable to it.
ALTER TABLE "reminder_deliveries" ADD COLUMN "owed" VARCHAR(20),
ADD COLUMN "subject" TEXT NOT NULL DEFAULT '',
ADD COLUMN "text" TEXT NOT NULL DEFAULT '';

UPDATE "reminder_deliveries" SET "owed" = 'overdue' WHERE "step" LIKE 'letter %';

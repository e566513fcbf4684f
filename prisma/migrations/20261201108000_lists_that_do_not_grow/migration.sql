-- What a list of reports is asked for stands in its index, so that what a filter leaves out is never read (docs/decisions/0082):
-- in the order of names, in that of the days on which reports came in, and in those of the work list. Prisma knows no INCLUDE:
-- indexes with a condition it leaves alone, and every list is of one parent's children.
CREATE INDEX "reports_listed_by_name" ON "reports" ("parent_id", "period_id", "unit_name", "id")
  INCLUDE ("unit_name_folded", "status", "unit_level", "has_contact", "first_submitted_at", "due_before", "correct_before")
  WHERE "parent_id" IS NOT NULL;
CREATE INDEX "reports_listed_by_day" ON "reports" ("parent_id", "period_id", "last_submitted_at", "id")
  INCLUDE ("unit_name_folded", "unit_name", "status", "unit_level", "has_contact", "first_submitted_at", "due_before", "correct_before")
  WHERE "parent_id" IS NOT NULL;
CREATE INDEX "reports_worked_by_day" ON "reports" ("parent_id", "period_id", "status", "last_submitted_at", "id")
  INCLUDE ("assignee_id", "unit_name_folded") WHERE "parent_id" IS NOT NULL;
CREATE INDEX "reports_worked_by_acceptance" ON "reports" ("parent_id", "period_id", "status", "accepted_at", "id")
  INCLUDE ("assignee_id", "unit_name_folded") WHERE "parent_id" IS NOT NULL;
-- Those that came in late are few as a rule, and how many cannot be guessed from either day.
CREATE INDEX "reports_late_by_name" ON "reports" ("parent_id", "period_id", "unit_name", "id")
  INCLUDE ("unit_name_folded", "status", "unit_level", "has_contact") WHERE "first_submitted_at" >= "due_before";
CREATE INDEX "reports_late_by_day" ON "reports" ("parent_id", "period_id", "last_submitted_at", "id")
  INCLUDE ("unit_name_folded", "status", "unit_level", "has_contact") WHERE "first_submitted_at" >= "due_before";

DROP INDEX "reports_parent_id_period_id_unit_name_id_idx";
DROP INDEX "reports_parent_id_period_id_last_submitted_at_id_idx";
DROP INDEX "reports_parent_id_period_id_status_last_submitted_at_id_idx";

-- Whom nobody has reached: also who began the report and has no account any more. In the very words of
-- src/reports/deadline-finders.ts, but for what is asked of the accounts.
DROP INDEX "reports_unreached";
CREATE INDEX "reports_unreached" ON "reports" ("parent_id", "period_id")
  WHERE "status" IN ('NOT_STARTED', 'IN_PROGRESS', 'RETURNED') AND "reached_at" IS NULL
    AND (NOT "has_contact" OR "undelivered_at" IS NOT NULL);

-- AlterTable
ALTER TABLE "reports" ADD COLUMN     "accepted_at_then" TIMESTAMPTZ(3),
ADD COLUMN     "correct_before_then" TIMESTAMPTZ(3),
ADD COLUMN     "status_before" "ReportStatus";

-- AlterTable
ALTER TABLE "returns" ADD COLUMN     "taken_back_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "units" ADD COLUMN     "accounts_until" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "reports_assignee_id_idx" ON "reports"("assignee_id");

-- CreateIndex
CREATE INDEX "units_active_to_idx" ON "units"("active_to");

-- An ended unit's people may sign in for a while after its end, never for less than it is active.
ALTER TABLE "units" ADD CONSTRAINT "units_accounts_until_check"
  CHECK ("accounts_until" IS NULL OR ("active_to" IS NOT NULL AND "accounts_until" >= "active_to"));

-- An exemption was given to what was not begun or being written: whether anything was written tells which.
UPDATE reports r SET correct_before_then = correct_before, status_before = CASE
    WHEN r.first_submitted_at IS NOT NULL OR r.nil_reason <> ''
      OR EXISTS (SELECT FROM section_drafts s WHERE s.report_id = r.id) THEN 'IN_PROGRESS' ELSE 'NOT_STARTED'
  END::"ReportStatus"
WHERE status = 'EXEMPT';

-- What nobody can look after any more is given to nobody, and the history says so.
WITH released AS (
  UPDATE reports r SET assignee_id = NULL, assignee_name = ''
  WHERE r.assignee_id IS NOT NULL AND NOT EXISTS (
    SELECT FROM accounts a WHERE a.id = r.assignee_id AND a.unit_id = r.parent_id AND a.deactivated_at IS NULL
      AND a.password_hash IS NOT NULL AND 'REVIEWER' = ANY (a.roles))
  RETURNING r.id, r.unit_id
)
INSERT INTO history_events (at, action, actor_name, unit_id, report_id, detail)
SELECT now(), 'report-released', 'Hệ thống', unit_id, id, '{}' FROM released;

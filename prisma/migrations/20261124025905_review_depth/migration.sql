-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "muted_messages" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- AlterTable
ALTER TABLE "reports" ADD COLUMN     "assignee_id" INTEGER,
ADD COLUMN     "assignee_name" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "opened_by_name" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "returns" ADD COLUMN     "field_notes" JSONB NOT NULL DEFAULT '{}';

-- CreateTable
CREATE TABLE "holidays" (
    "day" TIMESTAMPTZ(3) NOT NULL,
    "name" VARCHAR(120) NOT NULL,
    "is_working" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "holidays_pkey" PRIMARY KEY ("day")
);

-- CreateIndex
CREATE INDEX "reports_parent_id_period_id_status_last_submitted_at_id_idx" ON "reports"("parent_id", "period_id", "status", "last_submitted_at", "id");

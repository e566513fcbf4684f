-- CreateTable
CREATE TABLE "database_sizes" (
    "day" TIMESTAMPTZ(3) NOT NULL,
    "bytes" BIGINT NOT NULL,

    CONSTRAINT "database_sizes_pkey" PRIMARY KEY ("day")
);

-- CreateIndex
CREATE INDEX "rate_limits_expire_idx" ON "rate_limits"("expire");

-- CreateIndex
CREATE INDEX "figure_changes_report_id_id_idx" ON "figure_changes"("report_id", "id");

-- CreateIndex
CREATE INDEX "export_jobs_asked_at_idx" ON "export_jobs"("asked_at");

-- CreateIndex
CREATE INDEX "workbook_imports_read_at_idx" ON "workbook_imports"("read_at");

-- What is to be pruned, and no more: docs/operations.md.
CREATE INDEX "attachments_removed_idx" ON "attachments" ("removed_at") WHERE "removed_at" IS NOT NULL;
CREATE INDEX "inspection_files_removed_idx" ON "inspection_files" ("removed_at") WHERE "removed_at" IS NOT NULL;
CREATE INDEX "push_messages_words_idx" ON "push_messages" ("created_at") WHERE "body" <> '';
CREATE INDEX "push_messages_loose_idx" ON "push_messages" ("created_at") WHERE "delivery_id" IS NULL;
CREATE INDEX "reminder_drafts_discarded_idx" ON "reminder_drafts" ("discarded_at") WHERE "discarded_at" IS NOT NULL;

-- AlterTable
ALTER TABLE "attachments" ADD COLUMN     "preview" BYTEA;

-- AlterTable
ALTER TABLE "periods" ADD COLUMN     "form_version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "reports" ADD COLUMN     "change_note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "nil_reason" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "ready_at" TIMESTAMPTZ(3),
ADD COLUMN     "ready_by_id" INTEGER,
ADD COLUMN     "ready_by_name" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "section_drafts" ADD COLUMN     "not_applicable_reason" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "submissions" ADD COLUMN     "form_version" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "units" ADD COLUMN     "needs_signatory" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "form_versions" (
    "period_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "form" JSONB NOT NULL,
    "changes" JSONB NOT NULL DEFAULT '[]',
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,
    "replaced_by_id" INTEGER NOT NULL,
    "replaced_by_name" TEXT NOT NULL,

    CONSTRAINT "form_versions_pkey" PRIMARY KEY ("period_id","number")
);

-- AddForeignKey
ALTER TABLE "form_versions" ADD CONSTRAINT "form_versions_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

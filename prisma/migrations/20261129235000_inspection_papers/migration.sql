-- CreateEnum
CREATE TYPE "InspectionPaperKind" AS ENUM ('NOTICE', 'MINUTES', 'CONCLUSION');

-- AlterTable
ALTER TABLE "inspection_recommendations" ADD COLUMN     "chase_step" INTEGER NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "inspections" ADD COLUMN     "minutes" JSONB NOT NULL DEFAULT '{}';

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "inspection_day" TIMESTAMPTZ(3),
ADD COLUMN     "inspection_id" INTEGER;

-- CreateTable
CREATE TABLE "inspection_papers" (
    "id" SERIAL NOT NULL,
    "inspection_id" INTEGER NOT NULL,
    "kind" "InspectionPaperKind" NOT NULL,
    "version" INTEGER NOT NULL,
    "number" VARCHAR(60) NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "content" JSONB NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "issued_by_name" TEXT NOT NULL,

    CONSTRAINT "inspection_papers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspection_changes" (
    "id" SERIAL NOT NULL,
    "inspection_id" INTEGER NOT NULL,
    "from_day" TIMESTAMPTZ(3) NOT NULL,
    "to_day" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "inspection_changes_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "inspection_papers_inspection_id_kind_version_key" ON "inspection_papers"("inspection_id", "kind", "version");

-- CreateIndex
CREATE INDEX "inspection_changes_inspection_id_id_idx" ON "inspection_changes"("inspection_id", "id");

-- CreateIndex
CREATE INDEX "inspection_recommendations_status_chase_step_due_before_idx" ON "inspection_recommendations"("status", "chase_step", "due_before");

-- CreateIndex
CREATE INDEX "messages_inspection_id_idx" ON "messages"("inspection_id");

-- AddForeignKey
ALTER TABLE "inspection_papers" ADD CONSTRAINT "inspection_papers_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection_changes" ADD CONSTRAINT "inspection_changes_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

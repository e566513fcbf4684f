-- CreateEnum
CREATE TYPE "InspectionKind" AS ENUM ('INSPECTION', 'SUPERVISION');

-- CreateEnum
CREATE TYPE "InspectionReason" AS ENUM ('PLANNED', 'UNANNOUNCED');

-- CreateEnum
CREATE TYPE "InspectionStatus" AS ENUM ('PLANNED', 'ANNOUNCED', 'CONCLUDED', 'CLOSED', 'CANCELLED');

-- CreateEnum
CREATE TYPE "RecommendationStatus" AS ENUM ('OPEN', 'ANSWERED', 'DONE');

-- CreateTable
CREATE TABLE "inspections" (
    "id" SERIAL NOT NULL,
    "parent_id" INTEGER NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "kind" "InspectionKind" NOT NULL,
    "reason" "InspectionReason" NOT NULL,
    "status" "InspectionStatus" NOT NULL DEFAULT 'PLANNED',
    "planned_on" TIMESTAMPTZ(3) NOT NULL,
    "team" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "announced_at" TIMESTAMPTZ(3),
    "carried_out_on" TIMESTAMPTZ(3),
    "guidance_version_id" INTEGER,
    "findings" JSONB NOT NULL DEFAULT '{}',
    "conclusion" TEXT NOT NULL DEFAULT '',
    "concluded_at" TIMESTAMPTZ(3),
    "concluded_by_name" TEXT NOT NULL DEFAULT '',
    "ended_at" TIMESTAMPTZ(3),
    "ended_by_name" TEXT NOT NULL DEFAULT '',
    "end_reason" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "inspections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspection_recommendations" (
    "id" SERIAL NOT NULL,
    "inspection_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "due_before" TIMESTAMPTZ(3) NOT NULL,
    "status" "RecommendationStatus" NOT NULL DEFAULT 'OPEN',
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "inspection_recommendations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspection_replies" (
    "id" SERIAL NOT NULL,
    "recommendation_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "due_before" TIMESTAMPTZ(3),
    "at" TIMESTAMPTZ(3) NOT NULL,
    "by_name" TEXT NOT NULL,

    CONSTRAINT "inspection_replies_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "inspection_files" (
    "id" SERIAL NOT NULL,
    "inspection_id" INTEGER NOT NULL,
    "reply_id" INTEGER,
    "name" VARCHAR(200) NOT NULL,
    "media_type" VARCHAR(100) NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "content" BYTEA NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "uploaded_by_id" INTEGER NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "inspection_files_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "inspections_parent_id_planned_on_id_idx" ON "inspections"("parent_id", "planned_on", "id");

-- CreateIndex
CREATE INDEX "inspections_parent_id_carried_out_on_idx" ON "inspections"("parent_id", "carried_out_on");

-- CreateIndex
CREATE INDEX "inspections_unit_id_id_idx" ON "inspections"("unit_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "inspection_recommendations_inspection_id_number_key" ON "inspection_recommendations"("inspection_id", "number");

-- CreateIndex
CREATE INDEX "inspection_replies_recommendation_id_id_idx" ON "inspection_replies"("recommendation_id", "id");

-- CreateIndex
CREATE INDEX "inspection_files_inspection_id_idx" ON "inspection_files"("inspection_id");

-- CreateIndex
CREATE INDEX "inspection_files_reply_id_idx" ON "inspection_files"("reply_id");

-- AddForeignKey
ALTER TABLE "inspections" ADD CONSTRAINT "inspections_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspections" ADD CONSTRAINT "inspections_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspections" ADD CONSTRAINT "inspections_guidance_version_id_fkey" FOREIGN KEY ("guidance_version_id") REFERENCES "guidance_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection_recommendations" ADD CONSTRAINT "inspection_recommendations_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection_replies" ADD CONSTRAINT "inspection_replies_recommendation_id_fkey" FOREIGN KEY ("recommendation_id") REFERENCES "inspection_recommendations"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection_files" ADD CONSTRAINT "inspection_files_inspection_id_fkey" FOREIGN KEY ("inspection_id") REFERENCES "inspections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inspection_files" ADD CONSTRAINT "inspection_files_reply_id_fkey" FOREIGN KEY ("reply_id") REFERENCES "inspection_replies"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

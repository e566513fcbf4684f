-- CreateEnum
CREATE TYPE "CommentSide" AS ENUM ('UNIT', 'REVIEWERS');

-- CreateTable
CREATE TABLE "phrases" (
    "id" SERIAL NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "text" VARCHAR(1000) NOT NULL,
    "position" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "phrases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comments" (
    "id" SERIAL NOT NULL,
    "report_id" INTEGER NOT NULL,
    "side" "CommentSide" NOT NULL,
    "section" VARCHAR(60) NOT NULL DEFAULT '',
    "text" TEXT NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "written_by_id" INTEGER NOT NULL,
    "written_by_name" TEXT NOT NULL,

    CONSTRAINT "comments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comment_readings" (
    "report_id" INTEGER NOT NULL,
    "side" "CommentSide" NOT NULL,
    "last_read" INTEGER NOT NULL,

    CONSTRAINT "comment_readings_pkey" PRIMARY KEY ("report_id","side")
);

-- CreateTable
CREATE TABLE "norm_groups" (
    "id" SERIAL NOT NULL,
    "period_id" INTEGER NOT NULL,
    "parent_id" INTEGER NOT NULL,
    "level" "Level" NOT NULL,
    "reports" INTEGER NOT NULL,
    "computed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "norm_groups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "figure_norms" (
    "group_id" INTEGER NOT NULL,
    "field" VARCHAR(60) NOT NULL,
    "per" VARCHAR(60) NOT NULL DEFAULT '',
    "units" INTEGER NOT NULL,
    "median" DOUBLE PRECISION NOT NULL,
    "spread" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "figure_norms_pkey" PRIMARY KEY ("group_id","field")
);

-- CreateIndex
CREATE INDEX "phrases_unit_id_position_id_idx" ON "phrases"("unit_id", "position", "id");

-- CreateIndex
CREATE INDEX "comments_report_id_id_idx" ON "comments"("report_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "norm_groups_period_id_parent_id_level_key" ON "norm_groups"("period_id", "parent_id", "level");

-- AddForeignKey
ALTER TABLE "phrases" ADD CONSTRAINT "phrases_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comments" ADD CONSTRAINT "comments_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment_readings" ADD CONSTRAINT "comment_readings_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "norm_groups" ADD CONSTRAINT "norm_groups_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "norm_groups" ADD CONSTRAINT "norm_groups_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "figure_norms" ADD CONSTRAINT "figure_norms_group_id_fkey" FOREIGN KEY ("group_id") REFERENCES "norm_groups"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was said stays said.
CREATE TRIGGER "comments_append_only" BEFORE UPDATE OR DELETE OR TRUNCATE ON "comments"
  FOR EACH STATEMENT EXECUTE FUNCTION "refuse_change"();
ALTER TABLE "comments" ADD CONSTRAINT "comments_text_check" CHECK (length("text") BETWEEN 1 AND 5000);

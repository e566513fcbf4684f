-- CreateTable
CREATE TABLE "date_changes" (
    "id" SERIAL NOT NULL,
    "period_id" INTEGER NOT NULL,
    "unit_id" INTEGER,
    "unit_name" VARCHAR(200) COLLATE "vietnamese" NOT NULL DEFAULT '',
    "due_before_province" TIMESTAMPTZ(3),
    "due_before_upper_level" TIMESTAMPTZ(3),
    "due_before_grassroots" TIMESTAMPTZ(3),
    "lock_on" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,
    "reports" INTEGER NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_by_id" INTEGER NOT NULL,
    "changed_by_name" TEXT NOT NULL,

    CONSTRAINT "date_changes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "moved_dates" (
    "report_id" INTEGER NOT NULL,
    "change_id" INTEGER NOT NULL,
    "due_was" TIMESTAMPTZ(3) NOT NULL,
    "due_before" TIMESTAMPTZ(3) NOT NULL,
    "lock_was" TIMESTAMPTZ(3) NOT NULL,
    "lock_on" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "moved_dates_pkey" PRIMARY KEY ("report_id","change_id")
);

-- CreateIndex
CREATE INDEX "date_changes_period_id_idx" ON "date_changes"("period_id");

-- CreateIndex
CREATE INDEX "moved_dates_change_id_idx" ON "moved_dates"("change_id");

-- AddForeignKey
ALTER TABLE "date_changes" ADD CONSTRAINT "date_changes_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "date_changes" ADD CONSTRAINT "date_changes_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "moved_dates" ADD CONSTRAINT "moved_dates_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "moved_dates" ADD CONSTRAINT "moved_dates_change_id_fkey" FOREIGN KEY ("change_id") REFERENCES "date_changes"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

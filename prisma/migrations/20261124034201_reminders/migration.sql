-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "delivery_id" INTEGER;

-- CreateTable
CREATE TABLE "reminder_ladders" (
    "period_id" INTEGER NOT NULL,
    "is_on" BOOLEAN NOT NULL DEFAULT true,
    "ladder" JSONB NOT NULL,
    "wordings" JSONB NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "reminder_ladders_pkey" PRIMARY KEY ("period_id")
);

-- CreateTable
CREATE TABLE "reminder_drafts" (
    "id" SERIAL NOT NULL,
    "period_id" INTEGER NOT NULL,
    "parent_id" INTEGER NOT NULL,
    "subject" VARCHAR(300) NOT NULL,
    "text" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "sent_by_name" TEXT NOT NULL DEFAULT '',
    "left_out" INTEGER NOT NULL DEFAULT 0,
    "discarded_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "reminder_drafts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reminder_recipients" (
    "draft_id" INTEGER NOT NULL,
    "report_id" INTEGER NOT NULL,

    CONSTRAINT "reminder_recipients_pkey" PRIMARY KEY ("draft_id","report_id")
);

-- CreateTable
CREATE TABLE "reminder_deliveries" (
    "id" SERIAL NOT NULL,
    "report_id" INTEGER NOT NULL,
    "period_id" INTEGER NOT NULL,
    "parent_id" INTEGER,
    "step" VARCHAR(60) NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "is_skipped" BOOLEAN NOT NULL DEFAULT false,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminder_deliveries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "reminder_drafts_parent_id_period_id_id_idx" ON "reminder_drafts"("parent_id", "period_id", "id");

-- CreateIndex
CREATE INDEX "reminder_deliveries_parent_id_period_id_id_idx" ON "reminder_deliveries"("parent_id", "period_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "reminder_deliveries_report_id_step_key" ON "reminder_deliveries"("report_id", "step");

-- CreateIndex
CREATE INDEX "messages_delivery_id_idx" ON "messages"("delivery_id");

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "reminder_deliveries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder_ladders" ADD CONSTRAINT "reminder_ladders_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder_drafts" ADD CONSTRAINT "reminder_drafts_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder_drafts" ADD CONSTRAINT "reminder_drafts_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder_recipients" ADD CONSTRAINT "reminder_recipients_draft_id_fkey" FOREIGN KEY ("draft_id") REFERENCES "reminder_drafts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder_recipients" ADD CONSTRAINT "reminder_recipients_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminder_deliveries" ADD CONSTRAINT "reminder_deliveries_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- The holidays of 2026 and 2027 by articles 111.3 and 112 of the Labour Code 2019. Which days make up Tết, and which one
-- stands beside 2/9, is decided each year: administrators change these at /quan-tri/ngay-nghi.
INSERT INTO "holidays" ("day", "name") VALUES
  ('2026-01-01T00:00:00+07:00', 'Tết Dương lịch'),
  ('2026-02-16T00:00:00+07:00', 'Tết Nguyên đán'),
  ('2026-02-17T00:00:00+07:00', 'Tết Nguyên đán'),
  ('2026-02-18T00:00:00+07:00', 'Tết Nguyên đán'),
  ('2026-02-19T00:00:00+07:00', 'Tết Nguyên đán'),
  ('2026-02-20T00:00:00+07:00', 'Tết Nguyên đán'),
  ('2026-04-26T00:00:00+07:00', 'Giỗ Tổ Hùng Vương'),
  ('2026-04-27T00:00:00+07:00', 'Nghỉ bù Giỗ Tổ Hùng Vương'),
  ('2026-04-30T00:00:00+07:00', 'Ngày Chiến thắng'),
  ('2026-05-01T00:00:00+07:00', 'Quốc tế lao động'),
  ('2026-09-01T00:00:00+07:00', 'Quốc khánh (ngày liền kề)'),
  ('2026-09-02T00:00:00+07:00', 'Quốc khánh'),
  ('2027-01-01T00:00:00+07:00', 'Tết Dương lịch'),
  ('2027-02-05T00:00:00+07:00', 'Tết Nguyên đán'),
  ('2027-02-06T00:00:00+07:00', 'Tết Nguyên đán'),
  ('2027-02-07T00:00:00+07:00', 'Tết Nguyên đán'),
  ('2027-02-08T00:00:00+07:00', 'Tết Nguyên đán'),
  ('2027-02-09T00:00:00+07:00', 'Tết Nguyên đán'),
  ('2027-02-10T00:00:00+07:00', 'Nghỉ bù Tết Nguyên đán'),
  ('2027-02-11T00:00:00+07:00', 'Nghỉ bù Tết Nguyên đán'),
  ('2027-04-16T00:00:00+07:00', 'Giỗ Tổ Hùng Vương'),
  ('2027-04-30T00:00:00+07:00', 'Ngày Chiến thắng'),
  ('2027-05-01T00:00:00+07:00', 'Quốc tế lao động'),
  ('2027-05-03T00:00:00+07:00', 'Nghỉ bù Quốc tế lao động'),
  ('2027-09-02T00:00:00+07:00', 'Quốc khánh'),
  ('2027-09-03T00:00:00+07:00', 'Quốc khánh (ngày liền kề)');

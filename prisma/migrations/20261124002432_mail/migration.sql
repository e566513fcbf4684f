-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "email" VARCHAR(200) NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "messages" (
    "id" SERIAL NOT NULL,
    "kind" VARCHAR(40) NOT NULL,
    "account_id" INTEGER,
    "unit_id" INTEGER,
    "report_id" INTEGER,
    "submission_number" INTEGER,
    "to_name" VARCHAR(120) NOT NULL,
    "to_address" VARCHAR(200) NOT NULL,
    "subject" VARCHAR(400) NOT NULL,
    "text" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "last_error" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "messages_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "messages_report_id_submission_number_idx" ON "messages"("report_id", "submission_number");

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messages" ADD CONSTRAINT "messages_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What prisma/schema cannot say: the worker looks only at what waits, and no header is written from an address.
CREATE INDEX "messages_waiting_idx" ON "messages" ("due_at", "id") WHERE "sent_at" IS NULL AND "failed_at" IS NULL;
CREATE INDEX "messages_unsent_idx" ON "messages" ("id") WHERE "sent_at" IS NULL;
ALTER TABLE "messages" ADD CONSTRAINT "messages_address_check" CHECK ("to_address" ~ '^[^[:space:]<>,;@]+@[^[:space:]<>,;@]+$');
ALTER TABLE "messages" ADD CONSTRAINT "messages_line_check" CHECK ("subject" !~ '[\r\n]' AND "to_name" !~ '[\r\n]');
ALTER TABLE "messages" ADD CONSTRAINT "messages_end_check" CHECK ("sent_at" IS NULL OR "failed_at" IS NULL);
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_email_check" CHECK ("email" = '' OR "email" ~ '^[^[:space:]<>,;@]+@[^[:space:]<>,;@]+$');

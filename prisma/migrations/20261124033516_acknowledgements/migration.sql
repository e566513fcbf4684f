-- CreateEnum
CREATE TYPE "ReceiptSubject" AS ENUM ('GUIDANCE', 'PERIOD', 'ANNOUNCEMENT');

-- AlterTable
ALTER TABLE "messages" ADD COLUMN     "bounced" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "search_text" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "acknowledgement_requests" (
    "id" SERIAL NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "subject" "ReceiptSubject" NOT NULL,
    "guidance_version_id" INTEGER,
    "period_id" INTEGER,
    "title" VARCHAR(200) NOT NULL,
    "text" TEXT NOT NULL,
    "confirm_before" TIMESTAMPTZ(3) NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_by_id" INTEGER NOT NULL,
    "asked_by_name" TEXT NOT NULL,

    CONSTRAINT "acknowledgement_requests_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "acknowledgements" (
    "id" SERIAL NOT NULL,
    "request_id" INTEGER NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "parent_id" INTEGER,
    "unit_name" VARCHAR(200) NOT NULL,
    "unit_name_folded" VARCHAR(200) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "opened_by_id" INTEGER,
    "opened_by_name" TEXT NOT NULL DEFAULT '',
    "confirmed_at" TIMESTAMPTZ(3),
    "confirmed_by_id" INTEGER,
    "confirmed_by_name" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "acknowledgements_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "acknowledgement_requests_confirm_before_idx" ON "acknowledgement_requests"("confirm_before");

-- CreateIndex
CREATE UNIQUE INDEX "acknowledgement_requests_unit_id_subject_title_key" ON "acknowledgement_requests"("unit_id", "subject", "title");

-- CreateIndex
CREATE INDEX "acknowledgements_request_id_parent_id_unit_name_id_idx" ON "acknowledgements"("request_id", "parent_id", "unit_name", "id");

-- CreateIndex
CREATE INDEX "acknowledgements_unit_id_id_idx" ON "acknowledgements"("unit_id", "id");

-- CreateIndex
CREATE INDEX "acknowledgements_parent_id_request_id_idx" ON "acknowledgements"("parent_id", "request_id");

-- CreateIndex
CREATE UNIQUE INDEX "acknowledgements_request_id_unit_id_key" ON "acknowledgements"("request_id", "unit_id");

-- CreateIndex
CREATE INDEX "messages_to_address_idx" ON "messages"("to_address");

-- CreateIndex
CREATE INDEX "messages_unit_id_id_idx" ON "messages"("unit_id", "id");

-- CreateIndex
CREATE INDEX "messages_search_text_idx" ON "messages" USING GIN ("search_text" gin_trgm_ops);

-- AddForeignKey
ALTER TABLE "acknowledgement_requests" ADD CONSTRAINT "acknowledgement_requests_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "acknowledgement_requests" ADD CONSTRAINT "acknowledgement_requests_guidance_version_id_fkey" FOREIGN KEY ("guidance_version_id") REFERENCES "guidance_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "acknowledgement_requests" ADD CONSTRAINT "acknowledgement_requests_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_request_id_fkey" FOREIGN KEY ("request_id") REFERENCES "acknowledgement_requests"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What prisma/schema cannot say: nobody confirms what was not opened, and the pruning job looks only at sent messages
-- that still have their words.
ALTER TABLE "acknowledgements" ADD CONSTRAINT "acknowledgements_order_check" CHECK ("confirmed_at" IS NULL OR "opened_at" IS NOT NULL);
CREATE INDEX "messages_words_idx" ON "messages" ("sent_at") WHERE "sent_at" IS NOT NULL AND "text" <> '';

-- Messages of before are found by search too: folded as src/platform/text.ts folds.
UPDATE "messages" SET "search_text" = replace(lower(normalize(regexp_replace(normalize("subject" || ' ' || "to_name" || ' ' || "to_address", NFD), U&'[\0300-\036F]', '', 'g'), NFC)), 'đ', 'd');

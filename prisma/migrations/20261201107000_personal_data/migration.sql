-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "anonymised_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "model_examples" ADD COLUMN     "consent_at" TIMESTAMPTZ(3),
ADD COLUMN     "consent_by_name" VARCHAR(120) NOT NULL DEFAULT '',
ADD COLUMN     "consent_how" VARCHAR(10) NOT NULL DEFAULT '',
ADD COLUMN     "consent_note" VARCHAR(200) NOT NULL DEFAULT '',
ADD COLUMN     "consent_withdrawn_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "pruning_rounds" (
    "id" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "pruned" JSONB NOT NULL,

    CONSTRAINT "pruning_rounds_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "pruning_rounds_at_idx" ON "pruning_rounds"("at");

-- Accounts that have ended and still say whose they were: the few that are to be anonymised.
CREATE INDEX "accounts_ended_idx" ON "accounts" ("deactivated_at") WHERE "deactivated_at" IS NOT NULL AND "anonymised_at" IS NULL;

-- CreateIndex
CREATE INDEX "comments_written_by_id_idx" ON "comments"("written_by_id");

-- CreateIndex
CREATE INDEX "messages_account_id_idx" ON "messages"("account_id");

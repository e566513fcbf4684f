-- CreateTable
CREATE TABLE "handovers" (
    "id" SERIAL NOT NULL,
    "account_id" INTEGER NOT NULL,
    "successor_id" INTEGER,
    "full_name" VARCHAR(120) COLLATE "vietnamese" NOT NULL,
    "username" VARCHAR(60) NOT NULL,
    "position" VARCHAR(120) NOT NULL DEFAULT '',
    "email" VARCHAR(200) NOT NULL DEFAULT '',
    "phone" VARCHAR(20) NOT NULL DEFAULT '',
    "zalo_name" VARCHAR(80) NOT NULL DEFAULT '',
    "effective_on" TIMESTAMPTZ(3) NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_by_id" INTEGER NOT NULL,
    "asked_by_name" VARCHAR(120) NOT NULL,
    "done_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "failure" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "handovers_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "one_time_codes" (
    "account_id" INTEGER NOT NULL,
    "code_hash" TEXT NOT NULL,
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "one_time_codes_pkey" PRIMARY KEY ("account_id")
);

-- CreateTable
CREATE TABLE "locked_out_units" (
    "unit_id" INTEGER NOT NULL,

    CONSTRAINT "locked_out_units_pkey" PRIMARY KEY ("unit_id")
);

-- CreateTable
CREATE TABLE "contact_confirmations" (
    "period_id" INTEGER NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "asked_at" TIMESTAMPTZ(3),
    "confirmed_at" TIMESTAMPTZ(3),
    "confirmed_by_id" INTEGER,
    "confirmed_by_name" VARCHAR(120) NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "contact_confirmations_pkey" PRIMARY KEY ("period_id","unit_id")
);

-- CreateIndex
CREATE INDEX "handovers_account_id_idx" ON "handovers"("account_id");

-- CreateIndex
CREATE INDEX "contact_confirmations_unit_id_idx" ON "contact_confirmations"("unit_id");

-- AddForeignKey
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "handovers" ADD CONSTRAINT "handovers_successor_id_fkey" FOREIGN KEY ("successor_id") REFERENCES "accounts"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "one_time_codes" ADD CONSTRAINT "one_time_codes_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "locked_out_units" ADD CONSTRAINT "locked_out_units_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_confirmations" ADD CONSTRAINT "contact_confirmations_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "contact_confirmations" ADD CONSTRAINT "contact_confirmations_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- An account is to be handed over once at a time; the few that wait are found by their day.
CREATE UNIQUE INDEX "handovers_open_key" ON "handovers"("account_id") WHERE "done_at" IS NULL AND "cancelled_at" IS NULL;
CREATE INDEX "handovers_due_idx" ON "handovers"("effective_on") WHERE "done_at" IS NULL AND "cancelled_at" IS NULL;

-- From here on the triggers of prisma/functions/note_locked_out.sql keep it.
INSERT INTO "locked_out_units" ("unit_id")
SELECT "id" FROM "units" u
WHERE NOT EXISTS (SELECT FROM "accounts" a WHERE a."unit_id" = u."id" AND a."deactivated_at" IS NULL AND a."password_hash" IS NOT NULL);

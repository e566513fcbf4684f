-- CreateTable
CREATE TABLE "receipt_reminders" (
    "acknowledgement_id" INTEGER NOT NULL,
    "step" VARCHAR(20) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "receipt_reminders_pkey" PRIMARY KEY ("acknowledgement_id","step")
);

-- AddForeignKey
ALTER TABLE "receipt_reminders" ADD CONSTRAINT "receipt_reminders_acknowledgement_id_fkey" FOREIGN KEY ("acknowledgement_id") REFERENCES "acknowledgements"("id") ON DELETE CASCADE ON UPDATE CASCADE;

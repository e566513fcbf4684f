-- CreateTable
CREATE TABLE "sent_forms" (
    "id" CHAR(64) NOT NULL,
    "answer" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sent_forms_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "sent_forms_at_idx" ON "sent_forms"("at");

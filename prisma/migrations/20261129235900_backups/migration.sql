-- CreateTable
CREATE TABLE "backups" (
    "id" SERIAL NOT NULL,
    "file" VARCHAR(200) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "verified_at" TIMESTAMPTZ(3),
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "rows" BIGINT NOT NULL DEFAULT 0,
    "problem" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "backups_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "backups_started_at_idx" ON "backups"("started_at");

-- CreateTable
CREATE TABLE "mail_holds" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "mail_holds_pkey" PRIMARY KEY ("id")
);

ALTER TABLE "mail_holds" ADD CONSTRAINT "mail_holds_one_check" CHECK ("id" = 1);

ALTER TABLE "accounts" ADD COLUMN "email_confirmed_at" TIMESTAMPTZ(3),
ADD COLUMN "reset_hash" TEXT,
ADD COLUMN "reset_expires_at" TIMESTAMPTZ(3);

CREATE UNIQUE INDEX "accounts_reset_hash_key" ON "accounts"("reset_hash");

CREATE TABLE "sign_in_waits" (
    "name" VARCHAR(43) NOT NULL,
    "origin" VARCHAR(43) NOT NULL,
    "failures" INTEGER NOT NULL,
    "open_at" TIMESTAMPTZ(3) NOT NULL,
    "forgotten_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_waits_pkey" PRIMARY KEY ("name","origin")
);

CREATE INDEX "sign_in_waits_forgotten_at_idx" ON "sign_in_waits"("forgotten_at");

CREATE TABLE "password_requests" (
    "id" SERIAL NOT NULL,
    "username" VARCHAR(60) NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "settled_at" TIMESTAMPTZ(3),
    "is_mailed" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "password_requests_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "password_requests_username_asked_at_idx" ON "password_requests"("username", "asked_at");

CREATE INDEX "password_requests_asked_at_idx" ON "password_requests"("asked_at");

ALTER TABLE "accounts" ADD COLUMN "second_factor_at" TIMESTAMPTZ(3);

CREATE TABLE "authenticator_apps" (
    "account_id" INTEGER NOT NULL,
    "secret" TEXT NOT NULL,
    "last_step" INTEGER NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "authenticator_apps_pkey" PRIMARY KEY ("account_id"),
    CONSTRAINT "authenticator_apps_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "passkeys" (
    "id" SERIAL NOT NULL,
    "account_id" INTEGER NOT NULL,
    "credential_id" TEXT NOT NULL,
    "public_key" BYTEA NOT NULL,
    "counter" BIGINT NOT NULL,
    "transports" TEXT[],
    "name" VARCHAR(60) NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "last_used_at" TIMESTAMPTZ(3),

    CONSTRAINT "passkeys_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "passkeys_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE UNIQUE INDEX "passkeys_credential_id_key" ON "passkeys"("credential_id");
CREATE INDEX "passkeys_account_id_idx" ON "passkeys"("account_id");

CREATE TABLE "recovery_codes" (
    "id" SERIAL NOT NULL,
    "account_id" INTEGER NOT NULL,
    "code_hash" TEXT NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "recovery_codes_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "recovery_codes_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "recovery_codes_account_id_idx" ON "recovery_codes"("account_id");

CREATE TABLE "second_factor_rules" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "roles" "Role"[],
    "root_roles" "Role"[],
    "starts_on" TIMESTAMPTZ(3) NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "second_factor_rules_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "second_factor_rules_one_row" CHECK ("id" = 1)
);

-- A portal that is in use has the default too, and a month until it begins: nobody is shut out by an update.
INSERT INTO "second_factor_rules" ("roles", "root_roles", "starts_on")
SELECT '{ADMIN}', '{REVIEWER}',
       (date_trunc('day', now() AT TIME ZONE 'Asia/Ho_Chi_Minh') + interval '30 days') AT TIME ZONE 'Asia/Ho_Chi_Minh'
WHERE EXISTS (SELECT FROM "units");

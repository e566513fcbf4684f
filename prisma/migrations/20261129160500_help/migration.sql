-- Whom the people of a unit's children ask, and when an account was shown round.
ALTER TABLE "units" ADD COLUMN "contact_board" VARCHAR(120) NOT NULL DEFAULT '',
ADD COLUMN "contact_phone" VARCHAR(40) NOT NULL DEFAULT '',
ADD COLUMN "contact_hours" VARCHAR(80) NOT NULL DEFAULT '',
ADD COLUMN "contact_email" VARCHAR(200) NOT NULL DEFAULT '';

ALTER TABLE "accounts" ADD COLUMN "shown_round_at" TIMESTAMPTZ(3);

-- Whoever works on the portal already knows its way about.
UPDATE "accounts" SET "shown_round_at" = now() WHERE "password_hash" IS NOT NULL;

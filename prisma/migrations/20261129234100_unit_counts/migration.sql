-- DropIndex
DROP INDEX "accounts_unit_id_idx";

-- CreateTable
CREATE TABLE "unit_counts" (
    "id" BIGSERIAL NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "fact" VARCHAR(20) NOT NULL,
    "at" TIMESTAMPTZ(3),
    "count" INTEGER NOT NULL,

    CONSTRAINT "unit_counts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "unit_counts_unit_id_idx" ON "unit_counts"("unit_id");

-- CreateIndex
CREATE INDEX "units_code_idx" ON "units" USING GIN ("code" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "accounts_unit_id_full_name_id_idx" ON "accounts"("unit_id", "full_name", "id");

-- CreateIndex
CREATE INDEX "accounts_name_folded_idx" ON "accounts" USING GIN ("name_folded" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "accounts_email_idx" ON "accounts" USING GIN ("email" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "accounts_roles_idx" ON "accounts" USING GIN ("roles");

-- Who has still to choose a password is few among many.
CREATE INDEX "accounts_waiting_idx" ON "accounts" ("unit_id") WHERE "password_hash" IS NULL AND "deactivated_at" IS NULL;

-- The units and accounts there are, counted; the words of the facts are those of unit_facts() and account_facts().
INSERT INTO unit_counts (unit_id, fact, at, count)
SELECT a.id::integer, f.fact, f.at, count(*)
FROM units u, unnest(string_to_array(trim(BOTH '/' FROM u.path), '/')) a(id), LATERAL (VALUES
  (lower(u.level::text), NULL, true),
  ('ended-' || lower(u.level::text), u.active_to, u.active_to IS NOT NULL)
) AS f (fact, at, holds)
WHERE f.holds AND a.id::integer <> u.id GROUP BY 1, 2, 3;

INSERT INTO unit_counts (unit_id, fact, at, count)
SELECT a.id::integer, f.fact, NULL, count(*)
FROM accounts c JOIN units u ON u.id = c.unit_id, unnest(string_to_array(trim(BOTH '/' FROM u.path), '/')) a(id), LATERAL (VALUES
  ('people', true), ('own-people', a.id::integer = u.id),
  ('waiting', c.password_hash IS NULL), ('own-waiting', c.password_hash IS NULL AND a.id::integer = u.id)
) AS f (fact, holds)
WHERE f.holds AND c.deactivated_at IS NULL GROUP BY 1, 2;

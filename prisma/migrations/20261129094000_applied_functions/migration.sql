-- From here on functions and triggers are files of prisma/functions (docs/decisions/0036).
-- CreateTable
CREATE TABLE "applied_functions" (
    "name" VARCHAR(100) NOT NULL,
    "sha256" VARCHAR(64) NOT NULL,
    "applied_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "applied_functions_pkey" PRIMARY KEY ("name")
);

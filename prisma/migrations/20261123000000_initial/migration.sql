-- CreateEnum
CREATE TYPE "Role" AS ENUM ('FILER', 'SIGNATORY', 'REVIEWER', 'LEADER', 'ADMIN');

-- CreateEnum
CREATE TYPE "ReportStatus" AS ENUM ('NOT_STARTED', 'IN_PROGRESS', 'SUBMITTED', 'RETURNED', 'ACCEPTED', 'EXEMPT');

-- CreateEnum
CREATE TYPE "Level" AS ENUM ('PROVINCE', 'UPPER_LEVEL', 'GRASSROOTS');

-- CreateTable
CREATE TABLE "accounts" (
    "id" SERIAL NOT NULL,
    "username" VARCHAR(60) NOT NULL,
    "full_name" VARCHAR(120) NOT NULL,
    "name_folded" VARCHAR(200) NOT NULL,
    "position" VARCHAR(120) NOT NULL DEFAULT '',
    "unit_id" INTEGER NOT NULL,
    "roles" "Role"[],
    "password_hash" TEXT,
    "activation_hash" TEXT,
    "activation_expires_at" TIMESTAMPTZ(3),
    "deactivated_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "accounts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "account_id" INTEGER,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "guidance_versions" (
    "id" SERIAL NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "guidance_versions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "history_events" (
    "id" SERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "action" VARCHAR(40) NOT NULL,
    "actor_id" INTEGER,
    "actor_name" TEXT NOT NULL,
    "unit_id" INTEGER,
    "report_id" INTEGER,
    "detail" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "history_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "periods" (
    "id" SERIAL NOT NULL,
    "year" INTEGER NOT NULL,
    "coverage_from" TIMESTAMPTZ(3) NOT NULL,
    "coverage_to" TIMESTAMPTZ(3) NOT NULL,
    "opens_on" TIMESTAMPTZ(3) NOT NULL,
    "due_before_province" TIMESTAMPTZ(3) NOT NULL,
    "due_before_upper_level" TIMESTAMPTZ(3) NOT NULL,
    "due_before_grassroots" TIMESTAMPTZ(3) NOT NULL,
    "lock_on" TIMESTAMPTZ(3) NOT NULL,
    "form" JSONB NOT NULL,
    "guidance_version_id" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "periods_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reports" (
    "id" SERIAL NOT NULL,
    "period_id" INTEGER NOT NULL,
    "unit_id" INTEGER NOT NULL,
    "parent_id" INTEGER,
    "unit_name" VARCHAR(200) NOT NULL,
    "unit_name_folded" VARCHAR(200) NOT NULL,
    "unit_level" "Level" NOT NULL,
    "status" "ReportStatus" NOT NULL DEFAULT 'NOT_STARTED',
    "version" INTEGER NOT NULL DEFAULT 1,
    "due_before" TIMESTAMPTZ(3) NOT NULL,
    "lock_on" TIMESTAMPTZ(3) NOT NULL,
    "first_submitted_at" TIMESTAMPTZ(3),
    "last_submitted_at" TIMESTAMPTZ(3),
    "opened_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "correct_before" TIMESTAMPTZ(3),
    "explanations" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "section_drafts" (
    "report_id" INTEGER NOT NULL,
    "section" VARCHAR(60) NOT NULL,
    "answers" JSONB NOT NULL DEFAULT '{}',
    "not_applicable" BOOLEAN NOT NULL DEFAULT false,
    "version" INTEGER NOT NULL DEFAULT 1,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by_id" INTEGER NOT NULL,
    "saved_by_name" TEXT NOT NULL,

    CONSTRAINT "section_drafts_pkey" PRIMARY KEY ("report_id","section")
);

-- CreateTable
CREATE TABLE "submissions" (
    "id" SERIAL NOT NULL,
    "report_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "verification_code" VARCHAR(20) NOT NULL,
    "change_note" TEXT NOT NULL DEFAULT '',
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "submitted_by_id" INTEGER NOT NULL,
    "submitted_by_name" TEXT NOT NULL,

    CONSTRAINT "submissions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "returns" (
    "id" SERIAL NOT NULL,
    "report_id" INTEGER NOT NULL,
    "submission_number" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "notes" JSONB NOT NULL DEFAULT '{}',
    "correct_before" TIMESTAMPTZ(3) NOT NULL,
    "returned_at" TIMESTAMPTZ(3) NOT NULL,
    "returned_by_id" INTEGER NOT NULL,
    "returned_by_name" TEXT NOT NULL,

    CONSTRAINT "returns_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "extensions" (
    "id" SERIAL NOT NULL,
    "report_id" INTEGER NOT NULL,
    "due_before" TIMESTAMPTZ(3) NOT NULL,
    "reason" TEXT NOT NULL,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,
    "granted_by_id" INTEGER NOT NULL,
    "granted_by_name" TEXT NOT NULL,

    CONSTRAINT "extensions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "attachments" (
    "id" SERIAL NOT NULL,
    "report_id" INTEGER NOT NULL,
    "field" VARCHAR(60) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "media_type" VARCHAR(100) NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "content" BYTEA NOT NULL,
    "uploaded_at" TIMESTAMPTZ(3) NOT NULL,
    "uploaded_by_id" INTEGER NOT NULL,
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "attachments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "units" (
    "id" SERIAL NOT NULL,
    "code" VARCHAR(30) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "name_folded" VARCHAR(200) NOT NULL,
    "level" "Level" NOT NULL,
    "parent_id" INTEGER,
    "path" TEXT NOT NULL DEFAULT '',
    "active_from" TIMESTAMPTZ(3) NOT NULL,
    "active_to" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "units_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "accounts_username_key" ON "accounts"("username");

-- CreateIndex
CREATE UNIQUE INDEX "accounts_activation_hash_key" ON "accounts"("activation_hash");

-- CreateIndex
CREATE INDEX "accounts_unit_id_idx" ON "accounts"("unit_id");

-- CreateIndex
CREATE INDEX "accounts_full_name_id_idx" ON "accounts"("full_name", "id");

-- CreateIndex
CREATE INDEX "sessions_account_id_idx" ON "sessions"("account_id");

-- CreateIndex
CREATE INDEX "sessions_expires_at_idx" ON "sessions"("expires_at");

-- CreateIndex
CREATE UNIQUE INDEX "guidance_versions_number_key" ON "guidance_versions"("number");

-- CreateIndex
CREATE INDEX "history_events_report_id_id_idx" ON "history_events"("report_id", "id");

-- CreateIndex
CREATE INDEX "history_events_unit_id_id_idx" ON "history_events"("unit_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "periods_year_key" ON "periods"("year");

-- CreateIndex
CREATE INDEX "reports_parent_id_period_id_unit_name_id_idx" ON "reports"("parent_id", "period_id", "unit_name", "id");

-- CreateIndex
CREATE INDEX "reports_parent_id_period_id_last_submitted_at_id_idx" ON "reports"("parent_id", "period_id", "last_submitted_at", "id");

-- CreateIndex
CREATE INDEX "reports_unit_id_idx" ON "reports"("unit_id");

-- CreateIndex
CREATE INDEX "reports_unit_name_folded_idx" ON "reports" USING GIN ("unit_name_folded" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "reports_period_id_unit_id_key" ON "reports"("period_id", "unit_id");

-- CreateIndex
CREATE UNIQUE INDEX "submissions_verification_code_key" ON "submissions"("verification_code");

-- CreateIndex
CREATE UNIQUE INDEX "submissions_report_id_number_key" ON "submissions"("report_id", "number");

-- CreateIndex
CREATE INDEX "returns_report_id_idx" ON "returns"("report_id");

-- CreateIndex
CREATE INDEX "extensions_report_id_idx" ON "extensions"("report_id");

-- CreateIndex
CREATE INDEX "attachments_report_id_idx" ON "attachments"("report_id");

-- CreateIndex
CREATE UNIQUE INDEX "units_code_key" ON "units"("code");

-- CreateIndex
CREATE INDEX "units_parent_id_name_id_idx" ON "units"("parent_id", "name", "id");

-- CreateIndex
CREATE INDEX "units_path_idx" ON "units"("path");

-- CreateIndex
CREATE INDEX "units_name_folded_idx" ON "units" USING GIN ("name_folded" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "units_name_id_idx" ON "units"("name", "id");

-- AddForeignKey
ALTER TABLE "accounts" ADD CONSTRAINT "accounts_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "history_events" ADD CONSTRAINT "history_events_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "history_events" ADD CONSTRAINT "history_events_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "periods" ADD CONSTRAINT "periods_guidance_version_id_fkey" FOREIGN KEY ("guidance_version_id") REFERENCES "guidance_versions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_period_id_fkey" FOREIGN KEY ("period_id") REFERENCES "periods"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_unit_id_fkey" FOREIGN KEY ("unit_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "section_drafts" ADD CONSTRAINT "section_drafts_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "submissions" ADD CONSTRAINT "submissions_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "returns" ADD CONSTRAINT "returns_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "extensions" ADD CONSTRAINT "extensions_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "units" ADD CONSTRAINT "units_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "units"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

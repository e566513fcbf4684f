-- CreateEnum
CREATE TYPE "AnnouncementAudience" AS ENUM ('EVERYONE', 'UNITS');

-- CreateEnum
CREATE TYPE "DocumentKind" AS ENUM ('THEME', 'PLAN', 'LETTER', 'GUIDANCE', 'DECISION', 'OTHER');

-- AlterTable
ALTER TABLE "guidance_versions" ADD COLUMN     "note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "published_by_name" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "announcements" (
    "id" SERIAL NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "text" TEXT NOT NULL,
    "audience" "AnnouncementAudience" NOT NULL,
    "show_from" TIMESTAMPTZ(3) NOT NULL,
    "show_until" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_name" TEXT NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "announcements_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "documents" (
    "id" SERIAL NOT NULL,
    "kind" "DocumentKind" NOT NULL,
    "number" VARCHAR(20) NOT NULL,
    "symbol" VARCHAR(60) NOT NULL,
    "date" TIMESTAMPTZ(3) NOT NULL,
    "issuer" VARCHAR(200) NOT NULL,
    "about" VARCHAR(500) NOT NULL,
    "year" INTEGER,
    "text" TEXT NOT NULL,
    "search_text" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by_name" TEXT NOT NULL,
    "edited_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "documents_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "document_files" (
    "document_id" INTEGER NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "media_type" VARCHAR(100) NOT NULL,
    "size" INTEGER NOT NULL,
    "sha256" CHAR(64) NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "document_files_pkey" PRIMARY KEY ("document_id")
);

-- CreateTable
CREATE TABLE "guidance_drafts" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "based_on" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "started_by_name" TEXT NOT NULL,
    "saved_at" TIMESTAMPTZ(3) NOT NULL,
    "saved_by_name" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "guidance_drafts_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "announcements_show_until_show_from_idx" ON "announcements"("show_until", "show_from");

-- CreateIndex
CREATE INDEX "documents_date_id_idx" ON "documents"("date" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "document_files" ADD CONSTRAINT "document_files_document_id_fkey" FOREIGN KEY ("document_id") REFERENCES "documents"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- There is one working copy of the next version.
ALTER TABLE "guidance_drafts" ADD CONSTRAINT "guidance_drafts_one" CHECK (id = 1);
ALTER TABLE "announcements" ADD CONSTRAINT "announcements_days" CHECK (show_until > show_from);

-- Periods, receipts and inspections rest on the words of a version: they are never changed.
CREATE FUNCTION "refuse_change_of_version"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a version of the guidance is never changed';
END $$;

CREATE TRIGGER "guidance_versions_unchanged" BEFORE UPDATE ON "guidance_versions"
  FOR EACH ROW EXECUTE FUNCTION "refuse_change_of_version"();

-- Every process keeps public pages in memory; it hears here, at the commit, that something on them has changed.
CREATE FUNCTION "tell_public_change"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('public_content', '');
  RETURN NULL;
END $$;

CREATE TRIGGER "guidance_versions_told" AFTER INSERT OR DELETE ON "guidance_versions"
  FOR EACH STATEMENT EXECUTE FUNCTION "tell_public_change"();
CREATE TRIGGER "documents_told" AFTER INSERT OR UPDATE OR DELETE ON "documents"
  FOR EACH STATEMENT EXECUTE FUNCTION "tell_public_change"();
CREATE TRIGGER "announcements_told" AFTER INSERT OR UPDATE OR DELETE ON "announcements"
  FOR EACH STATEMENT EXECUTE FUNCTION "tell_public_change"();
CREATE TRIGGER "public_results_told" AFTER INSERT OR UPDATE OR DELETE ON "public_results"
  FOR EACH STATEMENT EXECUTE FUNCTION "tell_public_change"();
CREATE TRIGGER "periods_told" AFTER INSERT OR UPDATE OR DELETE ON "periods"
  FOR EACH STATEMENT EXECUTE FUNCTION "tell_public_change"();
CREATE TRIGGER "federation_told" AFTER INSERT OR UPDATE ON "units"
  FOR EACH ROW WHEN (NEW.parent_id IS NULL) EXECUTE FUNCTION "tell_public_change"();

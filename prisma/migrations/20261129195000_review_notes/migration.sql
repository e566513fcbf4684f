-- Notes that are kept while a report is reviewed, the days that a correction is given, and keys that can be switched off.
CREATE TABLE "review_notes" (
    "report_id" INTEGER NOT NULL,
    "section" VARCHAR(60) NOT NULL,
    "field" VARCHAR(60) NOT NULL,
    "text" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "written_at" TIMESTAMPTZ(3) NOT NULL,
    "written_by_id" INTEGER NOT NULL,
    "written_by_name" TEXT NOT NULL,

    CONSTRAINT "review_notes_pkey" PRIMARY KEY ("report_id","section","field")
);

ALTER TABLE "review_notes" ADD CONSTRAINT "review_notes_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE "units" ADD COLUMN "correction_days" INTEGER NOT NULL DEFAULT 5;
ALTER TABLE "accounts" ADD COLUMN "single_keys" BOOLEAN NOT NULL DEFAULT true;

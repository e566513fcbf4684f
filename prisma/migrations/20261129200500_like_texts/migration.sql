-- Texts of submissions that are nearly the same are found (docs/decisions/0050).
CREATE TABLE "text_comparisons" (
  "report_id" INTEGER NOT NULL,
  "number" INTEGER NOT NULL,
  CONSTRAINT "text_comparisons_pkey" PRIMARY KEY ("report_id", "number")
);
CREATE TABLE "text_sketches" (
  "report_id" INTEGER NOT NULL,
  "number" INTEGER NOT NULL,
  "section" VARCHAR(60) NOT NULL,
  "field" VARCHAR(60) NOT NULL,
  "bands" INTEGER[],
  CONSTRAINT "text_sketches_pkey" PRIMARY KEY ("report_id", "number", "field")
);
CREATE TABLE "like_texts" (
  "report_id" INTEGER NOT NULL,
  "number" INTEGER NOT NULL,
  "field" VARCHAR(60) NOT NULL,
  "other_id" INTEGER NOT NULL,
  "other_number" INTEGER NOT NULL,
  "share" DOUBLE PRECISION NOT NULL,
  CONSTRAINT "like_texts_pkey" PRIMARY KEY ("report_id", "number", "field", "other_id", "other_number")
);

CREATE INDEX "text_sketches_bands_idx" ON "text_sketches" USING GIN ("bands");
CREATE INDEX "like_texts_other_id_other_number_idx" ON "like_texts" ("other_id", "other_number");

ALTER TABLE "text_comparisons" ADD CONSTRAINT "text_comparisons_report_id_number_fkey"
  FOREIGN KEY ("report_id", "number") REFERENCES "submissions" ("report_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "text_sketches" ADD CONSTRAINT "text_sketches_report_id_number_fkey"
  FOREIGN KEY ("report_id", "number") REFERENCES "submissions" ("report_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "like_texts" ADD CONSTRAINT "like_texts_report_id_number_fkey"
  FOREIGN KEY ("report_id", "number") REFERENCES "submissions" ("report_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "like_texts" ADD CONSTRAINT "like_texts_other_id_other_number_fkey"
  FOREIGN KEY ("other_id", "other_number") REFERENCES "submissions" ("report_id", "number") ON DELETE CASCADE ON UPDATE CASCADE;

-- What was submitted before is compared, too: of each report what it says now.
INSERT INTO "text_comparisons" ("report_id", "number")
SELECT "report_id", max("number") FROM "submissions" GROUP BY "report_id";

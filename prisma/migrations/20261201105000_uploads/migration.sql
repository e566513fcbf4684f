-- What a PDF may do beside being read, and its first page, are found after it was taken (docs/decisions/0076).
ALTER TABLE "attachments" ADD COLUMN "looked_at" TIMESTAMPTZ(3), ADD COLUMN "risk" VARCHAR(10);
ALTER TABLE "inspection_files" ADD COLUMN "looked_at" TIMESTAMPTZ(3), ADD COLUMN "risk" VARCHAR(10);
CREATE INDEX "attachments_waiting_idx" ON "attachments" ("id") WHERE "looked_at" IS NULL AND "media_type" = 'application/pdf';
CREATE INDEX "inspection_files_waiting_idx" ON "inspection_files" ("id") WHERE "looked_at" IS NULL AND "media_type" = 'application/pdf';

-- Files are read back in pieces. A value that is kept compressed has to be unpacked from its beginning for each; PDFs, pictures
-- and workbooks are compressed by themselves.
ALTER TABLE "attachments" ALTER COLUMN "content" SET STORAGE EXTERNAL;
ALTER TABLE "page_pictures" ALTER COLUMN "content" SET STORAGE EXTERNAL;
ALTER TABLE "inspection_files" ALTER COLUMN "content" SET STORAGE EXTERNAL;
ALTER TABLE "document_files" ALTER COLUMN "content" SET STORAGE EXTERNAL;
ALTER TABLE "sendings" ALTER COLUMN "content" SET STORAGE EXTERNAL;

-- A row is there before its file has come in piece by piece, within one transaction.
ALTER TABLE "attachments" DROP CONSTRAINT "attachments_size_check";
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_size_check" CHECK (octet_length("content") IN (0, "size") AND "size" > 0);

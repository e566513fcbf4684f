-- AlterTable
ALTER TABLE "attachments" ADD COLUMN     "pages" INTEGER;

-- CreateTable
CREATE TABLE "page_pictures" (
    "id" SERIAL NOT NULL,
    "attachment_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "media_type" VARCHAR(100) NOT NULL,
    "content" BYTEA NOT NULL,

    CONSTRAINT "page_pictures_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "page_pictures_attachment_id_idx" ON "page_pictures"("attachment_id");

-- AddForeignKey
ALTER TABLE "page_pictures" ADD CONSTRAINT "page_pictures_attachment_id_fkey" FOREIGN KEY ("attachment_id") REFERENCES "attachments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

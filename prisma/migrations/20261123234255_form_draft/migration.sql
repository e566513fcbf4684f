-- AlterTable
ALTER TABLE "periods" ADD COLUMN     "form_draft" JSONB;

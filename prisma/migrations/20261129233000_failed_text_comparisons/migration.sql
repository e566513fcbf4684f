-- AlterTable
ALTER TABLE "text_comparisons" ADD COLUMN     "failed_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "accounts" ADD COLUMN     "summary_day" INTEGER,
ADD COLUMN     "summary_done_on" TIMESTAMPTZ(3);

ALTER TABLE "accounts" ADD CONSTRAINT "accounts_summary_day_check" CHECK ("summary_day" BETWEEN 1 AND 7);

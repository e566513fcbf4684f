-- CreateTable
CREATE TABLE "workbook_imports" (
    "report_id" INTEGER NOT NULL,
    "account_id" INTEGER NOT NULL,
    "file_name" VARCHAR(200) NOT NULL,
    "form_digest" CHAR(64) NOT NULL,
    "typed" JSONB NOT NULL,
    "problems" JSONB NOT NULL,
    "versions" JSONB NOT NULL,
    "read_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "workbook_imports_pkey" PRIMARY KEY ("report_id","account_id")
);

-- AddForeignKey
ALTER TABLE "workbook_imports" ADD CONSTRAINT "workbook_imports_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

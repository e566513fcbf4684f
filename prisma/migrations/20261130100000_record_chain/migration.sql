-- CreateTable
CREATE TABLE "record_links" (
    "seq" INTEGER NOT NULL,
    "source" VARCHAR(20) NOT NULL,
    "row_id" INTEGER NOT NULL,
    "hash" CHAR(64) NOT NULL,
    "sealed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),

    CONSTRAINT "record_links_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "record_roots" (
    "day" TIMESTAMPTZ(3) NOT NULL,
    "seq" INTEGER NOT NULL,
    "hash" CHAR(64) NOT NULL,

    CONSTRAINT "record_roots_pkey" PRIMARY KEY ("day")
);

-- CreateIndex
CREATE UNIQUE INDEX "record_links_source_row_id_key" ON "record_links"("source", "row_id");

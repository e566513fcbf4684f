ALTER TABLE "periods" ADD COLUMN "form_stamp" UUID NOT NULL DEFAULT gen_random_uuid();

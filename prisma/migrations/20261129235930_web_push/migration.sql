-- CreateTable
CREATE TABLE "push_devices" (
    "id" SERIAL NOT NULL,
    "account_id" INTEGER NOT NULL,
    "endpoint" VARCHAR(1000) NOT NULL,
    "p256dh" VARCHAR(100) NOT NULL,
    "auth" VARCHAR(40) NOT NULL,
    "browser" VARCHAR(80) NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,
    "last_sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "push_devices_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "push_messages" (
    "id" SERIAL NOT NULL,
    "device_id" INTEGER,
    "delivery_id" INTEGER,
    "title" VARCHAR(200) NOT NULL,
    "body" VARCHAR(300) NOT NULL,
    "path" VARCHAR(200) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "taken_until" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "sent_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "last_error" VARCHAR(300) NOT NULL DEFAULT '',

    CONSTRAINT "push_messages_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "push_devices_endpoint_key" ON "push_devices"("endpoint");

-- CreateIndex
CREATE INDEX "push_devices_account_id_idx" ON "push_devices"("account_id");

-- CreateIndex
CREATE INDEX "push_messages_device_id_idx" ON "push_messages"("device_id");

-- CreateIndex
CREATE INDEX "push_messages_delivery_id_idx" ON "push_messages"("delivery_id");

-- AddForeignKey
ALTER TABLE "push_devices" ADD CONSTRAINT "push_devices_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "push_messages" ADD CONSTRAINT "push_messages_device_id_fkey" FOREIGN KEY ("device_id") REFERENCES "push_devices"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "push_messages" ADD CONSTRAINT "push_messages_delivery_id_fkey" FOREIGN KEY ("delivery_id") REFERENCES "reminder_deliveries"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What waits, in the order in which it goes.
CREATE INDEX "push_messages_waiting_idx" ON "push_messages" ("due_at", "id") WHERE "sent_at" IS NULL AND "failed_at" IS NULL;

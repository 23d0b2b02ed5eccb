CREATE TABLE "idempotency_key" (
    "account_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "message_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("account_id","key")
);

CREATE INDEX "idempotency_key_created_at_idx" ON "idempotency_key"("created_at");

-- It lives for a day and is rewritten all day: vacuum by count, not by share.
ALTER TABLE "idempotency_key" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

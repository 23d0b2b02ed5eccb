ALTER TABLE "messaging_service" ADD COLUMN "advanced_opt_out" JSONB;

CREATE TABLE "opt_out" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "recipient" TEXT NOT NULL,
    "service_id" UUID,
    "sender" TEXT,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "source" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT,
    "message_id" UUID,
    "reply_id" UUID,
    "ended_at" TIMESTAMPTZ(3),
    "end_source" TEXT,
    "end_actor" TEXT,
    "end_reason" TEXT,
    "end_message_id" UUID,

    CONSTRAINT "opt_out_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "opt_out_scope" CHECK (num_nonnulls("service_id", "sender") = 1),
    CONSTRAINT "opt_out_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "opt_out_account_id_id_idx" ON "opt_out"("account_id", "id");
CREATE INDEX "opt_out_account_id_recipient_id_idx" ON "opt_out"("account_id", "recipient", "id");

-- At most one open row for a recipient and a scope, and the one place where a send looks.
CREATE UNIQUE INDEX "opt_out_open_key" ON "opt_out" ("account_id", "recipient", "service_id", "sender")
  NULLS NOT DISTINCT WHERE "ended_at" IS NULL;

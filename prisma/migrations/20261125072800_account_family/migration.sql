CREATE TYPE "key_type" AS ENUM ('main', 'standard', 'restricted');

ALTER TABLE "account"
    ADD COLUMN "owner_id" UUID,
    ADD COLUMN "second_token_sealed" TEXT,
    ADD COLUMN "second_token_at" TIMESTAMPTZ(3),
    ADD COLUMN "credit" DECIMAL(12,2) NOT NULL DEFAULT 100,
    ADD COLUMN "requests_per_second" INTEGER,
    ADD COLUMN "requests_at_once" INTEGER,
    ADD CONSTRAINT "account_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE INDEX "account_owner_id_id_idx" ON "account"("owner_id", "id");

ALTER TABLE "api_key"
    ADD COLUMN "type" "key_type" NOT NULL DEFAULT 'standard',
    ADD COLUMN "allow" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- A default that is a constant rewrites no row.
ALTER TABLE "rollup_delta"
    ADD COLUMN "paid" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "segments" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "media" INTEGER NOT NULL DEFAULT 0,
    ADD COLUMN "cost" BIGINT NOT NULL DEFAULT 0;

CREATE TABLE "usage_day" (
    "account_id" UUID NOT NULL,
    "day" DATE NOT NULL,
    "service_id" UUID NOT NULL,
    "sender" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "messages" INTEGER NOT NULL,
    "segments" INTEGER NOT NULL,
    "media" INTEGER NOT NULL,
    "cost" BIGINT NOT NULL,

    CONSTRAINT "usage_day_pkey" PRIMARY KEY ("account_id","day","service_id","sender","country","direction")
);

-- A few rows an account, rewritten about once a second.
ALTER TABLE "usage_day" SET (fillfactor = 60, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- What was paid for before there was a ledger.
INSERT INTO "usage_day" ("account_id", "day", "service_id", "sender", "country", "direction", "messages", "segments", "media", "cost")
SELECT m."account_id", (m."created_at" AT TIME ZONE 'UTC')::date, coalesce(m."service_id", '00000000-0000-0000-0000-000000000000'),
    coalesce(CASE m."direction" WHEN 'inbound' THEN m."to_number" ELSE m."from_number" END, ''), coalesce(m."country", ''), m."direction",
    count(*), coalesce(sum(m."segments") FILTER (WHERE NOT k."is_mms"), 0), count(*) FILTER (WHERE k."is_mms"), (-100000 * sum(m."price"))::bigint
FROM "message" m, LATERAL (SELECT m."num_media" > 0 AND (m."direction" = 'inbound' OR coalesce(m."country" IN ('US', 'CA', 'AU'), false)) AS "is_mms") k
WHERE m."price" < 0
GROUP BY 1, 2, 3, 4, 5, 6;

CREATE TABLE "usage_trigger" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "friendly_name" TEXT NOT NULL,
    "category" TEXT NOT NULL,
    "trigger_by" TEXT NOT NULL,
    "trigger_value" DECIMAL(20,5) NOT NULL,
    "recurring" TEXT,
    "callback_url" TEXT NOT NULL,
    "callback_method" TEXT NOT NULL,
    "fired_at" TIMESTAMPTZ(3),
    "call_at" TIMESTAMPTZ(3),
    "calls" SMALLINT NOT NULL DEFAULT 0,
    "fired_value" DECIMAL(20,5),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "usage_trigger_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "usage_trigger_account_id_id_idx" ON "usage_trigger"("account_id", "id");

ALTER TABLE "usage_trigger" ADD CONSTRAINT "usage_trigger_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "AccountStatus" AS ENUM ('active', 'suspended', 'closed');

-- CreateEnum
CREATE TYPE "AccountType" AS ENUM ('Full', 'Trial');

-- CreateEnum
CREATE TYPE "GateMode" AS ENUM ('sandbox', 'live');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('owner', 'admin', 'developer', 'viewer');

-- CreateEnum
CREATE TYPE "number_type" AS ENUM ('local', 'mobile', 'toll-free');

-- CreateEnum
CREATE TYPE "registration" AS ENUM ('none', 'pending', 'rejected', 'suspended', 'verified');

-- CreateEnum
CREATE TYPE "carrier_kind" AS ENUM ('simulated', 'smpp', 'http');

-- CreateTable
CREATE TABLE "account" (
    "id" UUID NOT NULL,
    "friendly_name" TEXT NOT NULL,
    "status" "AccountStatus" NOT NULL DEFAULT 'active',
    "type" "AccountType" NOT NULL DEFAULT 'Full',
    "auth_token_sealed" TEXT NOT NULL,
    "home_country" CHAR(2) NOT NULL DEFAULT 'US',
    "geo_countries" TEXT[] DEFAULT ARRAY['US', 'CA']::TEXT[],
    "geo_mode" "GateMode" NOT NULL DEFAULT 'sandbox',
    "long_code_mode" "GateMode" NOT NULL DEFAULT 'sandbox',
    "toll_free_mode" "GateMode" NOT NULL DEFAULT 'sandbox',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "api_key" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "friendly_name" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operator" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "email_verified" BOOLEAN NOT NULL DEFAULT false,
    "image" TEXT,
    "initial_password" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "operator_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operator_session" (
    "id" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "operator_id" UUID NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ip_address" TEXT,
    "user_agent" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "operator_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "operator_login" (
    "id" UUID NOT NULL,
    "login_id" TEXT NOT NULL,
    "provider_id" TEXT NOT NULL,
    "operator_id" UUID NOT NULL,
    "access_token" TEXT,
    "refresh_token" TEXT,
    "id_token" TEXT,
    "access_token_expires_at" TIMESTAMPTZ(3),
    "refresh_token_expires_at" TIMESTAMPTZ(3),
    "scope" TEXT,
    "password" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "operator_login_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "verification" (
    "id" UUID NOT NULL,
    "identifier" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "verification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "membership" (
    "operator_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "role" "Role" NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "membership_pkey" PRIMARY KEY ("operator_id","account_id")
);

-- CreateTable
CREATE TABLE "messaging_service" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "friendly_name" TEXT NOT NULL,
    "inbound_request_url" TEXT,
    "inbound_method" TEXT NOT NULL DEFAULT 'POST',
    "fallback_url" TEXT,
    "fallback_method" TEXT NOT NULL DEFAULT 'POST',
    "status_callback" TEXT,
    "sticky_sender" BOOLEAN NOT NULL DEFAULT true,
    "mms_converter" BOOLEAN NOT NULL DEFAULT true,
    "smart_encoding" BOOLEAN NOT NULL DEFAULT true,
    "scan_message_content" TEXT NOT NULL DEFAULT 'inherit',
    "fallback_to_long_code" BOOLEAN NOT NULL DEFAULT true,
    "area_code_geomatch" BOOLEAN NOT NULL DEFAULT true,
    "validity_period" INTEGER NOT NULL DEFAULT 36000,
    "synchronous_validation" BOOLEAN NOT NULL DEFAULT false,
    "usecase" TEXT NOT NULL DEFAULT 'undeclared',
    "us_app_to_person_registered" BOOLEAN NOT NULL DEFAULT false,
    "use_inbound_webhook_on_number" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "destinations" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "setup_step" INTEGER,
    "setup_key" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "messaging_service_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "phone_number" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "phone_number" TEXT NOT NULL,
    "friendly_name" TEXT NOT NULL,
    "country" CHAR(2) NOT NULL,
    "type" "number_type" NOT NULL,
    "locality" TEXT,
    "region" TEXT,
    "postal_code" TEXT,
    "sms" BOOLEAN NOT NULL DEFAULT true,
    "mms" BOOLEAN NOT NULL DEFAULT true,
    "voice" BOOLEAN NOT NULL DEFAULT true,
    "carrier_id" UUID NOT NULL,
    "registration" "registration" NOT NULL DEFAULT 'none',
    "segments_per_second" DOUBLE PRECISION,
    "sms_url" TEXT,
    "sms_method" TEXT NOT NULL DEFAULT 'POST',
    "sms_fallback_url" TEXT,
    "sms_fallback_method" TEXT NOT NULL DEFAULT 'POST',
    "status_callback" TEXT,
    "status_callback_method" TEXT NOT NULL DEFAULT 'POST',
    "voice_url" TEXT,
    "voice_method" TEXT NOT NULL DEFAULT 'POST',
    "voice_fallback_url" TEXT,
    "voice_fallback_method" TEXT NOT NULL DEFAULT 'POST',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "phone_number_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "pool_member" (
    "number_id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "pool_member_pkey" PRIMARY KEY ("number_id")
);

-- CreateTable
CREATE TABLE "carrier" (
    "id" UUID NOT NULL,
    "kind" "carrier_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "settings" JSONB NOT NULL DEFAULT '{}',
    "password_sealed" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "carrier_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sticky_sender" (
    "service_id" UUID NOT NULL,
    "recipient" TEXT NOT NULL,
    "number_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sticky_sender_pkey" PRIMARY KEY ("service_id","recipient")
);

-- CreateTable
CREATE TABLE "sender_pace" (
    "number_id" UUID NOT NULL,
    "free_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "sender_pace_pkey" PRIMARY KEY ("number_id")
);

-- CreateTable
CREATE TABLE "message" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "service_id" UUID,
    "sender_id" UUID,
    "carrier_id" UUID,
    "direction" TEXT NOT NULL,
    "from_number" TEXT,
    "from_given" BOOLEAN NOT NULL,
    "to_number" TEXT NOT NULL,
    "country" CHAR(2),
    "body" TEXT NOT NULL,
    "encoding" TEXT NOT NULL,
    "segments" SMALLINT NOT NULL,
    "num_media" SMALLINT NOT NULL DEFAULT 0,
    "status" TEXT NOT NULL,
    "error_code" INTEGER,
    "price" DECIMAL(10,5),
    "status_callback" TEXT,
    "tags" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "sent_at" TIMESTAMPTZ(3),
    "leave_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3),
    "send_at" TIMESTAMPTZ(3),
    "redacted_at" TIMESTAMPTZ(3),
    "owner" INTEGER,
    "attempt" SMALLINT NOT NULL DEFAULT 0,
    "seq" SMALLINT NOT NULL DEFAULT 0,

    CONSTRAINT "message_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE ("id");

-- CreateTable
CREATE TABLE "message_event" (
    "message_id" UUID NOT NULL,
    "seq" SMALLINT NOT NULL,
    "account_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "name" TEXT NOT NULL,
    "error_code" INTEGER,
    "detail" JSONB,

    CONSTRAINT "message_event_pkey" PRIMARY KEY ("message_id","seq")
) PARTITION BY RANGE ("message_id");

-- CreateTable
CREATE TABLE "webhook_attempt" (
    "message_id" UUID NOT NULL,
    "seq" SMALLINT NOT NULL,
    "kind" TEXT NOT NULL,
    "attempt" SMALLINT NOT NULL,
    "account_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "method" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "request_headers" JSON NOT NULL,
    "request_body" TEXT NOT NULL,
    "response_status" INTEGER,
    "response_headers" JSON,
    "response_body" TEXT,
    "error_code" INTEGER,
    "error_detail" TEXT,

    CONSTRAINT "webhook_attempt_pkey" PRIMARY KEY ("message_id","seq","kind","attempt")
) PARTITION BY RANGE ("message_id");

-- CreateTable
CREATE TABLE "message_part" (
    "carrier_id" UUID NOT NULL,
    "carrier_ref" TEXT NOT NULL,
    "message_id" UUID NOT NULL,
    "part" SMALLINT NOT NULL,

    CONSTRAINT "message_part_pkey" PRIMARY KEY ("carrier_id","carrier_ref","message_id")
) PARTITION BY RANGE ("message_id");

-- CreateTable
CREATE TABLE "gateway" (
    "id" SERIAL NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "heartbeat_at" TIMESTAMPTZ(3) NOT NULL,
    "oldest_open_id" UUID NOT NULL,

    CONSTRAINT "gateway_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_due" (
    "message_id" UUID NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "owner" INTEGER,

    CONSTRAINT "message_due_pkey" PRIMARY KEY ("message_id")
);

-- CreateTable
CREATE TABLE "webhook_due" (
    "message_id" UUID NOT NULL,
    "seq" SMALLINT NOT NULL,
    "kind" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "url" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "params" JSON NOT NULL,
    "due_at" TIMESTAMPTZ(3) NOT NULL,
    "attempt" SMALLINT NOT NULL DEFAULT 0,
    "owner" INTEGER,

    CONSTRAINT "webhook_due_pkey" PRIMARY KEY ("message_id","seq","kind")
);

-- CreateTable
CREATE TABLE "rollup_delta" (
    "id" BIGSERIAL NOT NULL,
    "bucket" TIMESTAMPTZ(0) NOT NULL,
    "account_id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "sender" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "error_code" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rollup_delta_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rollup_minute" (
    "account_id" UUID NOT NULL,
    "bucket" TIMESTAMPTZ(0) NOT NULL,
    "service_id" UUID NOT NULL,
    "sender" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "error_code" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rollup_minute_pkey" PRIMARY KEY ("account_id","bucket","service_id","sender","country","direction","status","error_code")
);

-- CreateTable
CREATE TABLE "rollup_hour" (
    "account_id" UUID NOT NULL,
    "bucket" TIMESTAMPTZ(0) NOT NULL,
    "service_id" UUID NOT NULL,
    "sender" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "direction" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "error_code" INTEGER NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "rollup_hour_pkey" PRIMARY KEY ("account_id","bucket","service_id","sender","country","direction","status","error_code")
);

-- CreateIndex
CREATE INDEX "api_key_account_id_idx" ON "api_key"("account_id");

-- CreateIndex
CREATE UNIQUE INDEX "operator_email_key" ON "operator"("email");

-- CreateIndex
CREATE UNIQUE INDEX "operator_session_token_key" ON "operator_session"("token");

-- CreateIndex
CREATE INDEX "operator_session_operator_id_idx" ON "operator_session"("operator_id");

-- CreateIndex
CREATE INDEX "operator_login_operator_id_idx" ON "operator_login"("operator_id");

-- CreateIndex
CREATE UNIQUE INDEX "operator_login_provider_id_login_id_key" ON "operator_login"("provider_id", "login_id");

-- CreateIndex
CREATE INDEX "verification_identifier_idx" ON "verification"("identifier");

-- CreateIndex
CREATE INDEX "membership_account_id_idx" ON "membership"("account_id");

-- CreateIndex
CREATE INDEX "messaging_service_account_id_id_idx" ON "messaging_service"("account_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "messaging_service_account_id_setup_key_key" ON "messaging_service"("account_id", "setup_key");

-- CreateIndex
CREATE UNIQUE INDEX "phone_number_phone_number_key" ON "phone_number"("phone_number");

-- CreateIndex
CREATE INDEX "phone_number_account_id_id_idx" ON "phone_number"("account_id", "id");

-- CreateIndex
CREATE INDEX "pool_member_service_id_created_at_idx" ON "pool_member"("service_id", "created_at");

-- CreateIndex
CREATE INDEX "sticky_sender_number_id_idx" ON "sticky_sender"("number_id");

-- CreateIndex
CREATE INDEX "message_due_owner_due_at_idx" ON "message_due"("owner", "due_at");

-- CreateIndex
CREATE INDEX "webhook_due_owner_due_at_idx" ON "webhook_due"("owner", "due_at");

-- AddForeignKey
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operator_session" ADD CONSTRAINT "operator_session_operator_id_fkey" FOREIGN KEY ("operator_id") REFERENCES "operator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operator_login" ADD CONSTRAINT "operator_login_operator_id_fkey" FOREIGN KEY ("operator_id") REFERENCES "operator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_operator_id_fkey" FOREIGN KEY ("operator_id") REFERENCES "operator"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "membership" ADD CONSTRAINT "membership_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "messaging_service" ADD CONSTRAINT "messaging_service_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phone_number" ADD CONSTRAINT "phone_number_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "phone_number" ADD CONSTRAINT "phone_number_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pool_member" ADD CONSTRAINT "pool_member_number_id_fkey" FOREIGN KEY ("number_id") REFERENCES "phone_number"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pool_member" ADD CONSTRAINT "pool_member_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "messaging_service"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- ── What Prisma's schema language cannot say ────────────────────────────────────────────────────────────────────────

-- The smallest UUIDv7 of a moment: bounds of partitions and of range scans.
CREATE FUNCTION "uuid_floor"("at" timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT (lpad(to_hex(floor(extract(epoch FROM "at") * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid
$$;

-- Four of five updates of a message stay heap-only: no index names a column that changes on the way. The one exception
-- is partial and rare, the error code of a failure.
CREATE INDEX "message_account_idx" ON "message" ("account_id", "id");
CREATE INDEX "message_service_idx" ON "message" ("service_id", "id") WHERE "service_id" IS NOT NULL;
CREATE INDEX "message_from_idx" ON "message" ("from_number", "id");
CREATE INDEX "message_to_idx" ON "message" ("to_number", "id");
CREATE INDEX "message_error_idx" ON "message" ("account_id", "error_code", "id") WHERE "error_code" IS NOT NULL;

CREATE TABLE "message_default" PARTITION OF "message" DEFAULT WITH (fillfactor = 60);
CREATE TABLE "message_event_default" PARTITION OF "message_event" DEFAULT;
CREATE TABLE "webhook_attempt_default" PARTITION OF "webhook_attempt" DEFAULT;
CREATE TABLE "message_part_default" PARTITION OF "message_part" DEFAULT;

-- Makes the daily (UTC) partitions of `days` days from `first` on; those that exist are left alone. Rows that meanwhile
-- landed in the DEFAULT partition move along. Attaching locks the parent less than creating in place.
CREATE FUNCTION "make_partitions"("first" date, "days" integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  parent text;
  child text;
  key text;
  day date;
  low uuid;
  high uuid;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('senderpool.make_partitions'));
  FOR day IN SELECT generate_series("first", "first" + "days" - 1, interval '1 day')::date LOOP
    low := "uuid_floor"(day::timestamp AT TIME ZONE 'UTC');
    high := "uuid_floor"((day + 1)::timestamp AT TIME ZONE 'UTC');
    FOREACH parent IN ARRAY ARRAY['message', 'message_event', 'webhook_attempt', 'message_part'] LOOP
      child := parent || '_' || to_char(day, 'YYYYMMDD');
      CONTINUE WHEN to_regclass(format('%I', child)) IS NOT NULL;
      key := CASE parent WHEN 'message' THEN 'id' ELSE 'message_id' END;
      EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL) WITH (fillfactor = %s)', child, parent,
                     CASE parent WHEN 'message' THEN 60 ELSE 100 END);
      EXECUTE format('WITH moved AS (DELETE FROM %I WHERE %I >= %L AND %I < %L RETURNING *) INSERT INTO %I SELECT * FROM moved',
                     parent || '_default', key, low, key, high, child);
      EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, child, low, high);
    END LOOP;
  END LOOP;
END $$;

-- What a request needs is cached by the gateways. Whoever writes it, by whatever way, tells them on commit.
CREATE FUNCTION "notify_settings"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  row jsonb := to_jsonb(CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END);
BEGIN
  PERFORM pg_notify('settings', coalesce(CASE TG_TABLE_NAME WHEN 'account' THEN row->>'id' ELSE row->>'account_id' END, ''));
  RETURN NULL;
END $$;

CREATE TRIGGER "account_settings" AFTER INSERT OR UPDATE OR DELETE ON "account" FOR EACH ROW EXECUTE FUNCTION "notify_settings"();
CREATE TRIGGER "api_key_settings" AFTER INSERT OR UPDATE OR DELETE ON "api_key" FOR EACH ROW EXECUTE FUNCTION "notify_settings"();
CREATE TRIGGER "messaging_service_settings" AFTER INSERT OR UPDATE OR DELETE ON "messaging_service" FOR EACH ROW EXECUTE FUNCTION "notify_settings"();
CREATE TRIGGER "phone_number_settings" AFTER INSERT OR UPDATE OR DELETE ON "phone_number" FOR EACH ROW EXECUTE FUNCTION "notify_settings"();
CREATE TRIGGER "pool_member_settings" AFTER INSERT OR UPDATE OR DELETE ON "pool_member" FOR EACH ROW EXECUTE FUNCTION "notify_settings"();
CREATE TRIGGER "carrier_settings" AFTER INSERT OR UPDATE OR DELETE ON "carrier" FOR EACH ROW EXECUTE FUNCTION "notify_settings"();

-- A number's pace lives and dies with it, so that accepting a message only ever has to lock the row.
CREATE FUNCTION "keep_pace"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "sender_pace" ("number_id", "free_at") VALUES (NEW."id", now()) ON CONFLICT DO NOTHING;
  ELSE
    DELETE FROM "sender_pace" WHERE "number_id" = OLD."id";
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "phone_number_pace" AFTER INSERT OR DELETE ON "phone_number" FOR EACH ROW EXECUTE FUNCTION "keep_pace"();

-- Small tables that are rewritten all day: vacuum by count, not by share.
ALTER TABLE "sender_pace" SET (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
ALTER TABLE "gateway" SET (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
ALTER TABLE "message_due" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
ALTER TABLE "webhook_due" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
ALTER TABLE "rollup_delta" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- The carrier that every installation has.
INSERT INTO "carrier" ("id", "kind", "name", "settings", "updated_at")
VALUES ('00000000-0000-7000-8000-000000000001', 'simulated', 'Simulated carrier', '{"seed": 1}', now());

-- Short codes, channel addresses and names, as senders beside phone numbers.
CREATE TYPE "owned_sender_kind" AS ENUM ('short-code', 'whatsapp', 'messenger', 'rcs');

CREATE TABLE "owned_sender" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "kind" "owned_sender_kind" NOT NULL,
    "address" TEXT NOT NULL,
    "friendly_name" TEXT NOT NULL,
    "country" CHAR(2),
    "mms" BOOLEAN NOT NULL DEFAULT true,
    "carrier_id" UUID NOT NULL,
    "segments_per_second" DOUBLE PRECISION,
    "sms_url" TEXT,
    "sms_method" TEXT NOT NULL DEFAULT 'POST',
    "sms_fallback_url" TEXT,
    "sms_fallback_method" TEXT NOT NULL DEFAULT 'POST',
    "service_id" UUID,
    "joined_at" TIMESTAMPTZ(3),
    "paused_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "owned_sender_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "owned_sender_short_code_country" CHECK ("kind" <> 'short-code' OR "country" IS NOT NULL)
);

CREATE TABLE "alpha_sender" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "service_id" UUID,
    "name" TEXT NOT NULL,
    "for_destination" BOOLEAN NOT NULL DEFAULT false,
    "country" CHAR(2),
    "registration" "registration" NOT NULL DEFAULT 'none',
    "carrier_id" UUID NOT NULL,
    "paused_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alpha_sender_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "owned_sender_address_key" ON "owned_sender"("address");
CREATE INDEX "owned_sender_account_id_id_idx" ON "owned_sender"("account_id", "id");
CREATE INDEX "owned_sender_service_id_idx" ON "owned_sender"("service_id");
CREATE INDEX "alpha_sender_account_id_name_idx" ON "alpha_sender"("account_id", "name");
CREATE INDEX "alpha_sender_service_id_idx" ON "alpha_sender"("service_id");

-- A service has one name of its own and one a destination; an account has a name that requests gave as From once.
CREATE UNIQUE INDEX "alpha_sender_service_key" ON "alpha_sender"("service_id") WHERE NOT "for_destination";
CREATE UNIQUE INDEX "alpha_sender_destination_key" ON "alpha_sender"("service_id", coalesce("country", '')) WHERE "for_destination";
CREATE UNIQUE INDEX "alpha_sender_from_key" ON "alpha_sender"("account_id", "name") WHERE "service_id" IS NULL;

ALTER TABLE "owned_sender" ADD CONSTRAINT "owned_sender_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "owned_sender" ADD CONSTRAINT "owned_sender_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "owned_sender" ADD CONSTRAINT "owned_sender_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "messaging_service"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "alpha_sender" ADD CONSTRAINT "alpha_sender_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "alpha_sender" ADD CONSTRAINT "alpha_sender_carrier_id_fkey" FOREIGN KEY ("carrier_id") REFERENCES "carrier"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "alpha_sender" ADD CONSTRAINT "alpha_sender_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "messaging_service"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Whether a name that a country wants registered first is stopped (30040).
ALTER TABLE "account" ADD COLUMN "alpha_mode" "GateMode" NOT NULL DEFAULT 'sandbox';

-- Whoever is in a pool, of whatever kind, by the address its messages come from.
CREATE VIEW "pool_sender" AS
  SELECT n."id", m."account_id", m."service_id", n."phone_number" AS "address"
  FROM "pool_member" m JOIN "phone_number" n ON n."id" = m."number_id"
  UNION ALL
  SELECT "id", "account_id", "service_id", "address" FROM "owned_sender" WHERE "service_id" IS NOT NULL
  UNION ALL
  SELECT "id", "account_id", "service_id", "name" FROM "alpha_sender" WHERE "service_id" IS NOT NULL;

-- What is kept of a sender lives and dies with it, whichever table it stands in.
ALTER TABLE "sender_health" DROP CONSTRAINT "sender_health_number_id_fkey";

CREATE OR REPLACE FUNCTION "keep_pace"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "sender_pace" ("number_id", "free_at") VALUES (NEW."id", now()) ON CONFLICT DO NOTHING;
  ELSE
    DELETE FROM "sender_pace" WHERE "number_id" = OLD."id";
    DELETE FROM "sender_health" WHERE "number_id" = OLD."id";
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "owned_sender_pace" AFTER INSERT OR DELETE ON "owned_sender" FOR EACH ROW EXECUTE FUNCTION "keep_pace"();
CREATE TRIGGER "alpha_sender_pace" AFTER INSERT OR DELETE ON "alpha_sender" FOR EACH ROW EXECUTE FUNCTION "keep_pace"();
CREATE TRIGGER "owned_sender_settings" AFTER INSERT OR UPDATE OR DELETE ON "owned_sender" FOR EACH ROW EXECUTE FUNCTION "notify_settings"();
CREATE TRIGGER "alpha_sender_settings" AFTER INSERT OR UPDATE OR DELETE ON "alpha_sender" FOR EACH ROW EXECUTE FUNCTION "notify_settings"();

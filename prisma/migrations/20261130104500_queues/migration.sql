-- A message waits in one queue: its sender's, its campaign's, or for MMS its account's; all texts of an account may have a
-- rate together besides.
ALTER TABLE "account" ADD COLUMN "segments_per_second" DOUBLE PRECISION,
  ADD CONSTRAINT "account_segments_per_second" CHECK ("segments_per_second" > 0);
ALTER TABLE "messaging_service" ADD COLUMN "campaign_segments_per_second" DOUBLE PRECISION,
  ADD CONSTRAINT "messaging_service_campaign_rate" CHECK ("campaign_segments_per_second" > 0);

-- Rewritten all day: room in each page, and vacuum by count.
CREATE TABLE "queue_pace" (
    "queue" TEXT COLLATE "C" NOT NULL,
    "free_at" TIMESTAMPTZ(6) NOT NULL,

    CONSTRAINT "queue_pace_pkey" PRIMARY KEY ("queue")
) WITH (fillfactor = 20, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

INSERT INTO "queue_pace" SELECT "number_id"::text, "free_at" FROM "sender_pace";
INSERT INTO "queue_pace" SELECT "id" || '/mms', now() FROM "owned_sender";
INSERT INTO "queue_pace" SELECT "id"::text, now() FROM "messaging_service";
INSERT INTO "queue_pace" SELECT "id" || suffix, now() FROM "account", unnest(ARRAY['', '/mms', '/toll-free-mms']) suffix;

-- Queues live and die with whose they are, so that accepting a message only ever has to lock them. Arguments: what follows
-- the id in their names.
DROP TABLE "sender_pace";
DROP TRIGGER "phone_number_pace" ON "phone_number";
DROP TRIGGER "owned_sender_pace" ON "owned_sender";
DROP TRIGGER "alpha_sender_pace" ON "alpha_sender";
DROP FUNCTION "keep_pace"();

CREATE FUNCTION "keep_queues"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "queue_pace" ("queue", "free_at") SELECT NEW."id" || suffix, now() FROM unnest(TG_ARGV) suffix ON CONFLICT DO NOTHING;
  ELSE
    DELETE FROM "queue_pace" WHERE "queue" IN (SELECT OLD."id" || suffix FROM unnest(TG_ARGV) suffix);
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER "account_queues" AFTER INSERT OR DELETE ON "account" FOR EACH ROW EXECUTE FUNCTION "keep_queues"('', '/mms', '/toll-free-mms');
CREATE TRIGGER "messaging_service_queues" AFTER INSERT OR DELETE ON "messaging_service" FOR EACH ROW EXECUTE FUNCTION "keep_queues"('');
CREATE TRIGGER "phone_number_queues" AFTER INSERT OR DELETE ON "phone_number" FOR EACH ROW EXECUTE FUNCTION "keep_queues"('');
CREATE TRIGGER "owned_sender_queues" AFTER INSERT OR DELETE ON "owned_sender" FOR EACH ROW EXECUTE FUNCTION "keep_queues"('', '/mms');
CREATE TRIGGER "alpha_sender_queues" AFTER INSERT OR DELETE ON "alpha_sender" FOR EACH ROW EXECUTE FUNCTION "keep_queues"('');

-- How senders have fared goes with them as well.
CREATE FUNCTION "drop_health"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM "sender_health" WHERE "number_id" = OLD."id";
  RETURN NULL;
END $$;

CREATE TRIGGER "phone_number_health" AFTER DELETE ON "phone_number" FOR EACH ROW EXECUTE FUNCTION "drop_health"();
CREATE TRIGGER "owned_sender_health" AFTER DELETE ON "owned_sender" FOR EACH ROW EXECUTE FUNCTION "drop_health"();
CREATE TRIGGER "alpha_sender_health" AFTER DELETE ON "alpha_sender" FOR EACH ROW EXECUTE FUNCTION "drop_health"();

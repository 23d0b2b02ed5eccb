-- Texts and MMS are paid for differently, so the ledger tells them apart by its key instead of by a count.
ALTER TABLE "rollup_delta" DROP COLUMN "media", ADD COLUMN "is_mms" BOOLEAN NOT NULL DEFAULT false;

TRUNCATE "usage_day";
ALTER TABLE "usage_day"
    DROP CONSTRAINT "usage_day_pkey",
    DROP COLUMN "media",
    ADD COLUMN "is_mms" BOOLEAN NOT NULL,
    ADD CONSTRAINT "usage_day_pkey" PRIMARY KEY ("account_id","day","service_id","sender","country","direction","is_mms");

INSERT INTO "usage_day" ("account_id", "day", "service_id", "sender", "country", "direction", "is_mms", "messages", "segments", "cost")
SELECT m."account_id", (m."created_at" AT TIME ZONE 'UTC')::date, coalesce(m."service_id", '00000000-0000-0000-0000-000000000000'),
    coalesce(CASE m."direction" WHEN 'inbound' THEN m."to_number" ELSE m."from_number" END, ''), coalesce(m."country", ''), m."direction",
    m."num_media" > 0 AND (m."direction" = 'inbound' OR coalesce(m."country" IN ('US', 'CA', 'AU'), false)),
    count(*), sum(m."segments"), (-100000 * sum(m."price"))::bigint
FROM "message" m
WHERE m."price" < 0
GROUP BY 1, 2, 3, 4, 5, 6, 7;

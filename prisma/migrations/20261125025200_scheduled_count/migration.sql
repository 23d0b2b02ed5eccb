CREATE TABLE "scheduled_count" (
    "account_id" UUID NOT NULL,
    "count" INTEGER NOT NULL,

    CONSTRAINT "scheduled_count_pkey" PRIMARY KEY ("account_id")
);

-- One row an account, rewritten about once a second.
ALTER TABLE "scheduled_count" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

INSERT INTO "scheduled_count" ("account_id", "count")
SELECT "account_id", sum("count") FROM "rollup_hour" WHERE "status" = 'scheduled' GROUP BY 1;

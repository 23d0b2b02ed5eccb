CREATE TABLE "inbound_part" (
    "account_id" UUID NOT NULL,
    "to_number" TEXT NOT NULL,
    "from_number" TEXT NOT NULL,
    "reference" INTEGER NOT NULL,
    "total" SMALLINT NOT NULL,
    "number" SMALLINT NOT NULL,
    "body" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "is_joined" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "inbound_part_pkey" PRIMARY KEY ("account_id","to_number","from_number","reference","total","number")
);

-- Its rows live for two minutes: vacuum by count, not by share.
ALTER TABLE "inbound_part" SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

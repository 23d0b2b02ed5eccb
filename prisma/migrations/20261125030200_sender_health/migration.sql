CREATE TABLE "sender_health" (
    "number_id" UUID NOT NULL,
    "aside_until" TIMESTAMPTZ(3) NOT NULL,
    "trips" SMALLINT NOT NULL,
    "failed" INTEGER NOT NULL,
    "finished" INTEGER NOT NULL,

    CONSTRAINT "sender_health_pkey" PRIMARY KEY ("number_id")
);

ALTER TABLE "sender_health" ADD CONSTRAINT "sender_health_number_id_fkey" FOREIGN KEY ("number_id") REFERENCES "phone_number"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "account" ADD COLUMN "simulator" JSONB;

-- Since when an operator keeps it out of the choice.
ALTER TABLE "pool_member" ADD COLUMN "paused_at" TIMESTAMPTZ(3);

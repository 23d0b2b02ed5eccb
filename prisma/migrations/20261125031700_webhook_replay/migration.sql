-- How a service's callbacks are told, beyond what the wire knows.
ALTER TABLE "messaging_service"
  ADD COLUMN "durable_callbacks" BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN "numbered_callbacks" BOOLEAN NOT NULL DEFAULT false;

-- A webhook that is made again because somebody asked for it.
ALTER TABLE "webhook_due" ADD COLUMN "replay_after" SMALLINT;
ALTER TABLE "webhook_attempt" ADD COLUMN "replay" BOOLEAN NOT NULL DEFAULT false;

-- Failures are rare, and what is looked for: a success costs this index nothing.
CREATE INDEX "webhook_attempt_failed_idx" ON "webhook_attempt" ("account_id", "message_id") WHERE "error_code" IS NOT NULL;

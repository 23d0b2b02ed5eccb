-- What is wrong, newest message first: failures of messages, and what their inbound webhooks answered. Both are rare; a
-- success costs neither index anything. Failed webhooks have theirs.
CREATE INDEX "message_failed_idx" ON "message" ("account_id", "id") WHERE "error_code" IS NOT NULL;
CREATE INDEX "message_event_alert_idx" ON "message_event" ("account_id", "message_id") WHERE "name" = 'alert';

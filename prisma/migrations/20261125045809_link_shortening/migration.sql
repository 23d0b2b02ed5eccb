CREATE TABLE "link_domain" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "host" TEXT NOT NULL,
    "fallback_url" TEXT,
    "callback_url" TEXT,
    "continue_on_failure" BOOLEAN NOT NULL DEFAULT false,
    "disable_https" BOOLEAN NOT NULL DEFAULT false,
    "configured_at" TIMESTAMPTZ(3),
    "certificate_id" UUID,
    "certificate_managed" BOOLEAN NOT NULL DEFAULT false,
    "certificate_created_at" TIMESTAMPTZ(3),
    "certificate_updated_at" TIMESTAMPTZ(3),
    "certificate_expires_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "link_domain_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "link_domain_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE UNIQUE INDEX "link_domain_account_id_host_key" ON "link_domain"("account_id", "host");
CREATE INDEX "link_domain_host_idx" ON "link_domain"("host");

CREATE TRIGGER "link_domain_settings" AFTER INSERT OR UPDATE OR DELETE ON "link_domain" FOR EACH ROW EXECUTE FUNCTION "notify_settings"();

ALTER TABLE "messaging_service" ADD COLUMN "link_domain_id" UUID;
ALTER TABLE "messaging_service" ADD CONSTRAINT "messaging_service_link_domain_id_fkey"
  FOREIGN KEY ("link_domain_id") REFERENCES "link_domain"("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE INDEX "messaging_service_link_domain_id_idx" ON "messaging_service"("link_domain_id");

CREATE TABLE "short_link" (
    "code" TEXT NOT NULL,
    "account_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "domain_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "shown" TEXT NOT NULL,
    "url" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "clicks" INTEGER NOT NULL DEFAULT 0,
    "previews" INTEGER NOT NULL DEFAULT 0,
    "first_click_at" TIMESTAMPTZ(3),
    "last_click_at" TIMESTAMPTZ(3),

    CONSTRAINT "short_link_pkey" PRIMARY KEY ("code")
) WITH (fillfactor = 90);

CREATE INDEX "short_link_message_id_idx" ON "short_link"("message_id");
CREATE INDEX "short_link_expires_at_idx" ON "short_link"("expires_at");

CREATE TABLE "message_feedback" (
    "message_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" TEXT,
    "told_at" TIMESTAMPTZ(3),

    CONSTRAINT "message_feedback_pkey" PRIMARY KEY ("message_id")
);

CREATE INDEX "message_feedback_account_id_message_id_idx" ON "message_feedback"("account_id", "message_id");

CREATE TABLE "content" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "friendly_name" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "variables" JSONB NOT NULL,
    "types" JSONB NOT NULL,
    "approval_name" TEXT,
    "approval_category" TEXT,
    "allow_category_change" BOOLEAN,
    "submitted_at" TIMESTAMPTZ(3),
    "rejection_reason" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "content_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "content_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "content_account_id_id_idx" ON "content"("account_id", "id");

CREATE TRIGGER "content_settings" AFTER INSERT OR UPDATE OR DELETE ON "content" FOR EACH ROW EXECUTE FUNCTION "notify_settings"();

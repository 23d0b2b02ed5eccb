-- Registrations with carriers: brands, their vettings, campaigns, toll-free verifications. What is reviewed has the same
-- four columns; its state follows from them and the time.
ALTER TABLE "account" ADD COLUMN "review_seconds" INTEGER DEFAULT 5;

CREATE TABLE "brand" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "business_name" TEXT,
    "type" TEXT NOT NULL,
    "customer_profile_id" UUID NOT NULL,
    "a2p_profile_id" UUID NOT NULL,
    "mock" BOOLEAN NOT NULL,
    "skip_automatic_sec_vet" BOOLEAN NOT NULL,
    "score" SMALLINT,
    "resubmissions" SMALLINT NOT NULL DEFAULT 0,
    "otp_sent_at" TIMESTAMPTZ(3),
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "rejection" JSONB,
    "suspended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "brand_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "brand_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "brand_vetting" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "brand_id" UUID NOT NULL,
    "provider" TEXT NOT NULL,
    "reference" TEXT,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "rejection" JSONB,
    "suspended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "brand_vetting_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "brand_vetting_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brand"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "campaign" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "brand_id" UUID,
    "external_id" TEXT,
    "description" TEXT,
    "message_flow" TEXT,
    "message_samples" TEXT[],
    "usecase" TEXT,
    "has_embedded_links" BOOLEAN,
    "has_embedded_phone" BOOLEAN,
    "subscriber_opt_in" BOOLEAN,
    "age_gated" BOOLEAN,
    "direct_lending" BOOLEAN,
    "opt_in_message" TEXT,
    "opt_out_message" TEXT,
    "help_message" TEXT,
    "opt_in_keywords" TEXT[],
    "opt_out_keywords" TEXT[],
    "help_keywords" TEXT[],
    "privacy_policy_url" TEXT,
    "terms_and_conditions_url" TEXT,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "rejection" JSONB,
    "suspended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "campaign_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "campaign_registered_somewhere" CHECK (("brand_id" IS NULL) <> ("external_id" IS NULL)),
    CONSTRAINT "campaign_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "campaign_service_id_fkey" FOREIGN KEY ("service_id") REFERENCES "messaging_service"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "campaign_brand_id_fkey" FOREIGN KEY ("brand_id") REFERENCES "brand"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE TABLE "toll_free_verification" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "number_id" UUID NOT NULL,
    "external_reference_id" TEXT,
    "details" JSONB NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "rejection" JSONB,
    "suspended_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "toll_free_verification_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "toll_free_verification_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "account"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "toll_free_verification_number_id_fkey" FOREIGN KEY ("number_id") REFERENCES "phone_number"("id") ON DELETE CASCADE ON UPDATE CASCADE
);

CREATE INDEX "brand_account_id_id_idx" ON "brand"("account_id", "id");
CREATE INDEX "brand_vetting_account_id_id_idx" ON "brand_vetting"("account_id", "id");
CREATE INDEX "brand_vetting_brand_id_idx" ON "brand_vetting"("brand_id");
CREATE INDEX "campaign_account_id_id_idx" ON "campaign"("account_id", "id");
CREATE INDEX "campaign_brand_id_idx" ON "campaign"("brand_id");
CREATE UNIQUE INDEX "campaign_service_id_key" ON "campaign"("service_id");
CREATE INDEX "toll_free_verification_account_id_id_idx" ON "toll_free_verification"("account_id", "id");
CREATE UNIQUE INDEX "toll_free_verification_number_id_key" ON "toll_free_verification"("number_id");

-- What a number's registration follows from.
CREATE TRIGGER "campaign_settings" AFTER INSERT OR UPDATE OR DELETE ON "campaign" FOR EACH ROW EXECUTE FUNCTION "notify_settings"();
CREATE TRIGGER "toll_free_verification_settings" AFTER INSERT OR UPDATE OR DELETE ON "toll_free_verification" FOR EACH ROW EXECUTE FUNCTION "notify_settings"();

-- Told by the service's campaign from now on.
ALTER TABLE "messaging_service" DROP COLUMN "us_app_to_person_registered";

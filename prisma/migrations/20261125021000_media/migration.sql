-- CreateTable
CREATE TABLE "media" (
    "id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "message_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "content_type" TEXT,
    "bytes" INTEGER,
    "file_name" TEXT,
    "link" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "stored_at" TIMESTAMPTZ(3),
    "removed_at" TIMESTAMPTZ(3),

    CONSTRAINT "media_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "media_message_id_idx" ON "media"("message_id");

-- CreateIndex
CREATE UNIQUE INDEX "media_link_key" ON "media"("link");


-- ── What Prisma's schema language cannot say ────────────────────────────────────────────────────────────────────────

-- What waits for its file to be removed: nearly nothing, so finding it costs nearly nothing.
CREATE INDEX "media_removed_at_idx" ON "media" ("removed_at") WHERE "removed_at" IS NOT NULL;

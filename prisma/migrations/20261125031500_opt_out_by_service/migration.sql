-- Who opted out of one service, newest first, and how many.
CREATE INDEX "opt_out_service_id_id_idx" ON "opt_out"("service_id", "id");

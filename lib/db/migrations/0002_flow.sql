ALTER TABLE "drafts" ADD COLUMN "updated_by" text NOT NULL;--> statement-breakpoint
ALTER TABLE "restore_jobs" ADD COLUMN "running_seen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "restores" ADD COLUMN "verification_problem" jsonb;--> statement-breakpoint
CREATE INDEX "restores_intended_at" ON "restores" USING btree ("intended_at");
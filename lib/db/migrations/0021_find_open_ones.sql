DROP INDEX "restores_unverified";--> statement-breakpoint
CREATE INDEX "restore_jobs_open" ON "restore_jobs" USING btree ("account","region","created_at") WHERE "restore_jobs"."status" not in ('COMPLETED', 'ABORTED', 'FAILED') and "restore_jobs"."forgotten_at" is null;--> statement-breakpoint
CREATE INDEX "restores_unread" ON "restores" USING btree ("account","region","intended_at") WHERE "restores"."outcome" = 'completed' and "restores"."origin" = 'here' and "restores"."verified_at" is null;--> statement-breakpoint
UPDATE "restores" SET "search_text" = "restores"."search_text" || E'\n' || lower(job."status_message") FROM "restore_jobs" job
  WHERE job."account" = "restores"."account" AND job."region" = "restores"."region" AND job."id" = "restores"."job_id" AND job."status_message" IS NOT NULL;--> statement-breakpoint
UPDATE "restores" SET "search_text" = "restores"."search_text" || E'\n' || lower(attempt."problem" ->> 'awsMessage') FROM "attempts" attempt
  WHERE attempt."restore_id" = "restores"."id" AND "restores"."job_id" IS NULL AND attempt."problem" ->> 'awsMessage' IS NOT NULL;

DROP INDEX "way_runs_open";--> statement-breakpoint
ALTER TABLE "way_runs" ADD COLUMN "before_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "way_runs" ADD COLUMN "before_changed" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "way_runs_open" ON "way_runs" USING btree ("draft_id") WHERE "way_runs"."state" in ('open', 'undoing') and "way_runs"."kind" <> 'hold-address';
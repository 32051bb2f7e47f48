CREATE TABLE "way_runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"connection" text NOT NULL,
	"account" text NOT NULL,
	"region" text NOT NULL,
	"actor" text NOT NULL,
	"draft_id" uuid NOT NULL,
	"edit_revision" integer,
	"kind" text NOT NULL,
	"mode" text NOT NULL,
	"state" text NOT NULL,
	"subject" jsonb NOT NULL,
	"interface_id" text NOT NULL,
	"name" text NOT NULL,
	"resource_arn" text,
	"steps" jsonb NOT NULL,
	"before" jsonb NOT NULL,
	"confirmed_by" text,
	"confirmed_at" timestamp with time zone,
	"backup" jsonb,
	"blocked" text,
	"problem" jsonb,
	"tried_at" timestamp with time zone,
	"looked_at" timestamp with time zone,
	"moved_at" timestamp with time zone NOT NULL,
	"lease_holder" uuid,
	"lease_until" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" text
);
--> statement-breakpoint
CREATE UNIQUE INDEX "way_runs_open" ON "way_runs" USING btree ("draft_id") WHERE "way_runs"."state" in ('open', 'undoing');--> statement-breakpoint
CREATE UNIQUE INDEX "way_runs_interface" ON "way_runs" USING btree ("account","region","interface_id") WHERE "way_runs"."state" in ('open', 'undoing');--> statement-breakpoint
CREATE INDEX "way_runs_draft" ON "way_runs" USING btree ("draft_id","created_at");--> statement-breakpoint
CREATE INDEX "way_runs_place" ON "way_runs" USING btree ("account","region","created_at");
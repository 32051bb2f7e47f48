CREATE TABLE "waits" (
	"id" uuid PRIMARY KEY NOT NULL,
	"connection" text NOT NULL,
	"account" text NOT NULL,
	"region" text NOT NULL,
	"actor" text NOT NULL,
	"draft_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"resource_arn" text,
	"resource_name" text,
	"reason" text,
	"ticket" text,
	"without_approval" text,
	"approval_id" uuid,
	"accepted" jsonb NOT NULL,
	"wanted" jsonb NOT NULL,
	"held" jsonb NOT NULL,
	"not_before" timestamp with time zone,
	"until" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"findings" json DEFAULT '[]'::json NOT NULL,
	"stop_cause" text,
	"problem" jsonb,
	"checked_at" timestamp with time zone,
	"restore_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" text
);
--> statement-breakpoint
ALTER TABLE "claims" ALTER COLUMN "restore_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "claims" ADD COLUMN "wait_id" uuid;--> statement-breakpoint
CREATE UNIQUE INDEX "waits_open" ON "waits" USING btree ("draft_id") WHERE "waits"."state" in ('waiting', 'asking');--> statement-breakpoint
CREATE INDEX "waits_place" ON "waits" USING btree ("account","region","created_at");--> statement-breakpoint
CREATE INDEX "waits_draft" ON "waits" USING btree ("draft_id","created_at");--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_wait_id_waits_id_fk" FOREIGN KEY ("wait_id") REFERENCES "public"."waits"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "claims_wait" ON "claims" USING btree ("wait_id");
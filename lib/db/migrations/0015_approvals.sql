CREATE TABLE "approval_answers" (
	"request_id" uuid NOT NULL,
	"person" text NOT NULL,
	"answer" text NOT NULL,
	"comment" text NOT NULL,
	"answered_at" timestamp with time zone NOT NULL,
	CONSTRAINT "approval_answers_request_id_person_pk" PRIMARY KEY("request_id","person")
);
--> statement-breakpoint
CREATE TABLE "approval_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account" text NOT NULL,
	"region" text NOT NULL,
	"draft_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"requester" text NOT NULL,
	"owner" text NOT NULL,
	"editors" jsonb NOT NULL,
	"recovery_point_arn" text NOT NULL,
	"vault" text NOT NULL,
	"resource_arn" text,
	"resource_name" text,
	"plan" json NOT NULL,
	"sent" text NOT NULL,
	"sha256" text NOT NULL,
	"diagnostics" json NOT NULL,
	"accepted" jsonb NOT NULL,
	"traits" jsonb NOT NULL,
	"needs" jsonb NOT NULL,
	"reason" text NOT NULL,
	"ticket" text,
	"submitted_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"state" text NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by" text,
	"ended_cause" text,
	"restore_id" uuid
);
--> statement-breakpoint
CREATE TABLE "approval_rules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"rule" jsonb NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "drafts" ADD COLUMN "editors" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "restores" ADD COLUMN "approval_id" uuid;--> statement-breakpoint
ALTER TABLE "restores" ADD COLUMN "without_approval" text;--> statement-breakpoint
ALTER TABLE "approval_answers" ADD CONSTRAINT "approval_answers_request_id_approval_requests_id_fk" FOREIGN KEY ("request_id") REFERENCES "public"."approval_requests"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "approval_requests_open" ON "approval_requests" USING btree ("draft_id") WHERE "approval_requests"."state" in ('waiting', 'approved');--> statement-breakpoint
CREATE INDEX "approval_requests_draft" ON "approval_requests" USING btree ("draft_id","submitted_at");--> statement-breakpoint
CREATE INDEX "approval_requests_submitted" ON "approval_requests" USING btree ("account","region","submitted_at","id");--> statement-breakpoint
CREATE INDEX "approval_requests_expiring" ON "approval_requests" USING btree ("account","expires_at") WHERE "approval_requests"."state" in ('waiting', 'approved');--> statement-breakpoint
CREATE INDEX "restores_without_approval" ON "restores" USING btree ("intended_at") WHERE "restores"."without_approval" is not null;
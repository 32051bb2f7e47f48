CREATE TABLE "attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"restore_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"account" text NOT NULL,
	"region" text NOT NULL,
	"request_id" text NOT NULL,
	"idempotency_token" text NOT NULL,
	"state" text NOT NULL,
	"problem" jsonb,
	"job_id" text,
	"created_at" timestamp with time zone NOT NULL,
	"sends" integer DEFAULT 0 NOT NULL,
	"lease_holder" uuid,
	"lease_until" timestamp with time zone,
	"may_send_until" timestamp with time zone NOT NULL,
	"looked_at" timestamp with time zone,
	"look_problem" jsonb,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "events" (
	"chain" text NOT NULL,
	"seq" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"actor" text NOT NULL,
	"kind" text NOT NULL,
	"subject" text,
	"data" text NOT NULL,
	"previous_hash" text NOT NULL,
	"hash" text NOT NULL,
	CONSTRAINT "events_chain_seq_pk" PRIMARY KEY("chain","seq")
);
--> statement-breakpoint
CREATE TABLE "place_versions" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"version" bigint NOT NULL,
	CONSTRAINT "place_versions_account_region_pk" PRIMARY KEY("account","region")
);
--> statement-breakpoint
CREATE TABLE "restore_addresses" (
	"restore_id" uuid NOT NULL,
	"role" text NOT NULL,
	"address" "inet" NOT NULL,
	CONSTRAINT "restore_addresses_restore_id_role_address_pk" PRIMARY KEY("restore_id","role","address")
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"connection" text DEFAULT 'default' NOT NULL,
	"account" text NOT NULL,
	"region" text NOT NULL,
	"actor" text NOT NULL,
	"draft_id" uuid,
	"reason" text,
	"ticket" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
DROP INDEX "restores_intended_at";--> statement-breakpoint
ALTER TABLE "claims" ALTER COLUMN "claimed_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "restores" ALTER COLUMN "started_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "restores" ALTER COLUMN "recovery_point_arn" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "restores" ALTER COLUMN "vault" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "restores" ALTER COLUMN "plan" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "restores" ALTER COLUMN "metadata" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "drafts" ADD COLUMN "connection" text DEFAULT 'default' NOT NULL;--> statement-breakpoint
ALTER TABLE "restore_jobs" ADD COLUMN "request_id" text;--> statement-breakpoint
ALTER TABLE "restore_jobs" ADD COLUMN "metadata_read_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "restore_jobs" ADD COLUMN "metadata_tried_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "restores" ADD COLUMN "origin" text DEFAULT 'here' NOT NULL;--> statement-breakpoint
ALTER TABLE "restores" ADD COLUMN "run_id" uuid;--> statement-breakpoint
ALTER TABLE "restores" ADD COLUMN "position" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "restores" ADD COLUMN "connection" text DEFAULT 'default' NOT NULL;--> statement-breakpoint
ALTER TABLE "restores" ADD COLUMN "resource_type" text;--> statement-breakpoint
ALTER TABLE "restores" ADD COLUMN "accepted" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "restores" ADD COLUMN "outcome" text DEFAULT 'waiting' NOT NULL;--> statement-breakpoint
ALTER TABLE "restores" ADD COLUMN "ended_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "restores" ADD COLUMN "adopted_late_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "restores" ADD COLUMN "duplicate_job_id" text;--> statement-breakpoint
ALTER TABLE "attempts" ADD CONSTRAINT "attempts_restore_id_restores_id_fk" FOREIGN KEY ("restore_id") REFERENCES "public"."restores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "restore_addresses" ADD CONSTRAINT "restore_addresses_restore_id_restores_id_fk" FOREIGN KEY ("restore_id") REFERENCES "public"."restores"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "attempts_request" ON "attempts" USING btree ("request_id");--> statement-breakpoint
CREATE UNIQUE INDEX "attempts_of_restore" ON "attempts" USING btree ("restore_id","number");--> statement-breakpoint
CREATE INDEX "attempts_open" ON "attempts" USING btree ("account","region","created_at") WHERE "attempts"."state" = 'open';--> statement-breakpoint
CREATE INDEX "events_subject" ON "events" USING btree ("subject","at");--> statement-breakpoint
CREATE INDEX "restore_addresses_address" ON "restore_addresses" USING btree ("address","restore_id");--> statement-breakpoint
CREATE INDEX "runs_ticket" ON "runs" USING btree ("ticket");--> statement-breakpoint
CREATE INDEX "runs_draft" ON "runs" USING btree ("draft_id");--> statement-breakpoint
ALTER TABLE "restores" ADD CONSTRAINT "restores_run_id_runs_id_fk" FOREIGN KEY ("run_id") REFERENCES "public"."runs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "restore_jobs_unread" ON "restore_jobs" USING btree ("account","region","created_at") WHERE "restore_jobs"."metadata_read_at" is null;--> statement-breakpoint
CREATE INDEX "restore_jobs_request" ON "restore_jobs" USING btree ("request_id");--> statement-breakpoint
CREATE INDEX "restores_run" ON "restores" USING btree ("run_id");--> statement-breakpoint
CREATE INDEX "restores_intended_at" ON "restores" USING btree ("intended_at","id");--> statement-breakpoint
-- What was one row is a run with one restore and one attempt from here on. A restore keeps its id, and its run takes the same.
INSERT INTO "runs" ("id", "account", "region", "actor", "draft_id", "created_at")
  SELECT "id", "account", "region", "started_by", "draft_id", "intended_at" FROM "restores";--> statement-breakpoint
UPDATE "restores" SET "run_id" = "id", "resource_type" = 'EC2';--> statement-breakpoint
-- An open one may still be in flight from a console of the version before, which knows no lease: nobody decides on it for a while.
INSERT INTO "attempts" ("id", "restore_id", "number", "account", "region", "request_id", "idempotency_token", "state", "problem", "job_id", "created_at", "sends", "may_send_until", "ended_at")
  SELECT gen_random_uuid(), "id", 1, "account", "region", "request_id", "idempotency_token",
    CASE "state" WHEN 'intended' THEN 'open' WHEN 'lost' THEN 'absent' ELSE "state" END,
    "problem", "job_id", "intended_at", 2,
    CASE "state" WHEN 'intended' THEN now() + interval '10 minutes' ELSE coalesce("answered_at", "intended_at") END,
    "answered_at"
  FROM "restores";--> statement-breakpoint
UPDATE "restores" SET "outcome" = CASE "state" WHEN 'intended' THEN 'starting' WHEN 'lost' THEN 'absent' WHEN 'refused' THEN 'refused' ELSE 'waiting' END,
  "ended_at" = CASE WHEN "state" IN ('lost', 'refused') THEN "answered_at" END;--> statement-breakpoint
UPDATE "restore_jobs" SET "request_id" = "restores"."request_id", "metadata_read_at" = "restore_jobs"."seen_at"
  FROM "restores" WHERE "restores"."account" = "restore_jobs"."account" AND "restores"."region" = "restore_jobs"."region" AND "restores"."job_id" = "restore_jobs"."id";--> statement-breakpoint
UPDATE "restores" SET
  "outcome" = CASE
    WHEN "restore_jobs"."forgotten_at" IS NOT NULL THEN 'forgotten'
    WHEN "restore_jobs"."status" IN ('CREATED', 'PENDING') THEN 'waiting'
    WHEN "restore_jobs"."status" = 'COMPLETED' THEN 'completed'
    WHEN "restore_jobs"."status" = 'FAILED' THEN 'failed'
    WHEN "restore_jobs"."status" = 'ABORTED' THEN 'aborted'
    ELSE 'running' END,
  "ended_at" = CASE
    WHEN "restore_jobs"."forgotten_at" IS NOT NULL THEN "restore_jobs"."forgotten_at"
    WHEN "restore_jobs"."status" IN ('COMPLETED', 'FAILED', 'ABORTED') THEN coalesce("restore_jobs"."completed_at", "restore_jobs"."seen_at") END
  FROM "restore_jobs"
  WHERE "restores"."account" = "restore_jobs"."account" AND "restores"."region" = "restore_jobs"."region" AND "restores"."job_id" = "restore_jobs"."id";--> statement-breakpoint
-- A job of ours that no sweep has seen yet is known by its id alone; from now on it is stored as soon as AWS names it.
INSERT INTO "restore_jobs" ("account", "region", "id", "recovery_point_arn", "source_resource_arn", "resource_type", "status", "role_arn", "created_at", "seen_at", "request_id", "metadata_read_at")
  SELECT "account", "region", "job_id", "recovery_point_arn", "resource_arn", 'EC2', 'PENDING', "role_arn", coalesce("answered_at", "intended_at"), coalesce("answered_at", "intended_at"), "request_id", now()
  FROM "restores" WHERE "job_id" IS NOT NULL ON CONFLICT DO NOTHING;--> statement-breakpoint
-- The addresses that were asked for stand in the claims, which stay after their end.
INSERT INTO "restore_addresses" ("restore_id", "role", "address")
  SELECT DISTINCT "restore_id", 'asked', "address"::inet FROM "claims" WHERE "subnet_id" <> '' ON CONFLICT DO NOTHING;

CREATE TABLE "claims" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"subnet_id" text NOT NULL,
	"address" text NOT NULL,
	"restore_id" uuid NOT NULL,
	"claimed_by" text NOT NULL,
	"claimed_at" timestamp with time zone NOT NULL,
	"released_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "drafts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account" text NOT NULL,
	"region" text NOT NULL,
	"owner" text NOT NULL,
	"recovery_point_arn" text NOT NULL,
	"vault" text NOT NULL,
	"history" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"restore_id" uuid
);
--> statement-breakpoint
CREATE TABLE "inventory_points" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"vault" text NOT NULL,
	"arn" text NOT NULL,
	"resource_arn" text NOT NULL,
	"resource_id" text NOT NULL,
	"resource_name" text,
	"resource_type" text NOT NULL,
	"status" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"completed_at" timestamp with time zone,
	"size_bytes" bigint,
	"encrypted" boolean,
	"delete_at" timestamp with time zone,
	"parent_arn" text,
	"swept_at" timestamp with time zone NOT NULL,
	CONSTRAINT "inventory_points_account_region_vault_arn_pk" PRIMARY KEY("account","region","vault","arn")
);
--> statement-breakpoint
CREATE TABLE "inventory_vaults" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"name" text NOT NULL,
	"arn" text NOT NULL,
	"type" text NOT NULL,
	"points" integer NOT NULL,
	"locked" boolean NOT NULL,
	"min_retention_days" integer,
	"max_retention_days" integer,
	"encryption_key_arn" text,
	"created_at" timestamp with time zone,
	"swept_at" timestamp with time zone NOT NULL,
	CONSTRAINT "inventory_vaults_account_region_name_pk" PRIMARY KEY("account","region","name")
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"restore_id" uuid NOT NULL,
	"author" text NOT NULL,
	"text" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "restore_jobs" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"id" text NOT NULL,
	"recovery_point_arn" text,
	"source_resource_arn" text,
	"vault_arn" text,
	"resource_type" text,
	"status" text NOT NULL,
	"status_message" text,
	"percent_done" text,
	"role_arn" text,
	"expected_minutes" integer,
	"created_resource_arn" text,
	"size_bytes" bigint,
	"created_at" timestamp with time zone NOT NULL,
	"completed_at" timestamp with time zone,
	"seen_at" timestamp with time zone NOT NULL,
	CONSTRAINT "restore_jobs_account_region_id_pk" PRIMARY KEY("account","region","id")
);
--> statement-breakpoint
CREATE TABLE "restores" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account" text NOT NULL,
	"region" text NOT NULL,
	"started_by" text NOT NULL,
	"draft_id" uuid,
	"recovery_point_arn" text NOT NULL,
	"vault" text NOT NULL,
	"resource_arn" text,
	"resource_name" text,
	"plan" jsonb NOT NULL,
	"metadata" jsonb NOT NULL,
	"diagnostics" jsonb NOT NULL,
	"role_arn" text,
	"copy_tags" boolean NOT NULL,
	"idempotency_token" text NOT NULL,
	"request_id" text NOT NULL,
	"state" text NOT NULL,
	"problem" jsonb,
	"job_id" text,
	"intended_at" timestamp with time zone NOT NULL,
	"answered_at" timestamp with time zone,
	"actual_interfaces" jsonb,
	"verified_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sweeps" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"subject" text NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone,
	"read" integer DEFAULT 0 NOT NULL,
	"problem" jsonb,
	CONSTRAINT "sweeps_account_region_subject_pk" PRIMARY KEY("account","region","subject")
);
--> statement-breakpoint
ALTER TABLE "claims" ADD CONSTRAINT "claims_restore_id_restores_id_fk" FOREIGN KEY ("restore_id") REFERENCES "public"."restores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_restore_id_restores_id_fk" FOREIGN KEY ("restore_id") REFERENCES "public"."restores"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "claims_active" ON "claims" USING btree ("account","region","subnet_id","address") WHERE "claims"."released_at" is null;--> statement-breakpoint
CREATE INDEX "claims_restore" ON "claims" USING btree ("restore_id");--> statement-breakpoint
CREATE INDEX "drafts_point" ON "drafts" USING btree ("account","region","recovery_point_arn");--> statement-breakpoint
CREATE INDEX "inventory_points_created" ON "inventory_points" USING btree ("account","region","created_at");--> statement-breakpoint
CREATE INDEX "inventory_points_resource" ON "inventory_points" USING btree ("account","region","resource_arn","created_at");--> statement-breakpoint
CREATE INDEX "notes_restore" ON "notes" USING btree ("restore_id","created_at");--> statement-breakpoint
CREATE INDEX "restore_jobs_created" ON "restore_jobs" USING btree ("account","region","created_at");--> statement-breakpoint
CREATE INDEX "restores_intended" ON "restores" USING btree ("account","region","intended_at");--> statement-breakpoint
CREATE UNIQUE INDEX "restores_job" ON "restores" USING btree ("account","region","job_id");
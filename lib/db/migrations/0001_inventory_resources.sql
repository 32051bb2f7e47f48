CREATE TABLE "inventory_instances" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"id" text NOT NULL,
	"name" text,
	"state" text NOT NULL,
	"swept_at" timestamp with time zone NOT NULL,
	CONSTRAINT "inventory_instances_account_region_id_pk" PRIMARY KEY("account","region","id")
);
--> statement-breakpoint
CREATE TABLE "inventory_resources" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"arn" text NOT NULL,
	"name" text,
	"type" text NOT NULL,
	"last_backup_at" timestamp with time zone,
	"swept_at" timestamp with time zone NOT NULL,
	CONSTRAINT "inventory_resources_account_region_arn_pk" PRIMARY KEY("account","region","arn")
);

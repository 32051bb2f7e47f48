CREATE TABLE "attention" (
	"connection" text DEFAULT 'default' NOT NULL,
	"account" text NOT NULL,
	"region" text NOT NULL,
	"looked_at" timestamp with time zone NOT NULL,
	CONSTRAINT "attention_connection_account_region_pk" PRIMARY KEY("connection","account","region")
);
--> statement-breakpoint
ALTER TABLE "sweeps" ADD COLUMN "failures" integer DEFAULT 0 NOT NULL;
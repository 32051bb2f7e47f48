CREATE TABLE "checklist_ticks" (
	"restore_id" uuid NOT NULL,
	"item" text NOT NULL,
	"state" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"shown" text NOT NULL,
	CONSTRAINT "checklist_ticks_restore_id_item_pk" PRIMARY KEY("restore_id","item")
);
--> statement-breakpoint
CREATE TABLE "surroundings" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"instance_id" text NOT NULL,
	"read_at" timestamp with time zone NOT NULL,
	"facts" jsonb NOT NULL,
	CONSTRAINT "surroundings_account_region_instance_id_pk" PRIMARY KEY("account","region","instance_id")
);
--> statement-breakpoint
ALTER TABLE "checklist_ticks" ADD CONSTRAINT "checklist_ticks_restore_id_restores_id_fk" FOREIGN KEY ("restore_id") REFERENCES "public"."restores"("id") ON DELETE cascade ON UPDATE no action;
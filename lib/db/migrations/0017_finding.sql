CREATE TABLE "address_layouts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"interfaces" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "interface_addresses" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"interface_id" text NOT NULL,
	"address" "inet" NOT NULL,
	"role" text NOT NULL,
	"position" smallint NOT NULL,
	CONSTRAINT "interface_addresses_account_region_interface_id_address_pk" PRIMARY KEY("account","region","interface_id","address")
);
--> statement-breakpoint
CREATE TABLE "inventory_interfaces" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"id" text NOT NULL,
	"subnet_id" text NOT NULL,
	"status" text NOT NULL,
	"type" text NOT NULL,
	"description" text NOT NULL,
	"requester_managed" boolean NOT NULL,
	"owner_id" text,
	"managed_by" text,
	"instance_id" text,
	"device_index" integer,
	"swept_at" timestamp with time zone NOT NULL,
	CONSTRAINT "inventory_interfaces_account_region_id_pk" PRIMARY KEY("account","region","id")
);
--> statement-breakpoint
CREATE TABLE "layout_addresses" (
	"layout" uuid NOT NULL,
	"address" "inet" NOT NULL,
	"role" text NOT NULL,
	"nic" smallint NOT NULL,
	CONSTRAINT "layout_addresses_layout_address_pk" PRIMARY KEY("layout","address")
);
--> statement-breakpoint
CREATE TABLE "point_readings" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"vault" text NOT NULL,
	"arn" text NOT NULL,
	"resource_arn" text NOT NULL,
	"resource_name" text,
	"created_at" timestamp with time zone NOT NULL,
	"layout" uuid,
	"addresses_read_at" timestamp with time zone,
	"addresses_problem" jsonb,
	"tag_set" uuid,
	"tags_read_at" timestamp with time zone,
	"tags_problem" jsonb,
	CONSTRAINT "point_readings_account_region_vault_arn_pk" PRIMARY KEY("account","region","vault","arn")
);
--> statement-breakpoint
CREATE TABLE "reading_progress" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"kind" text NOT NULL,
	"total" integer NOT NULL,
	"read" integer NOT NULL,
	"unreadable" integer NOT NULL,
	"problem" jsonb,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "reading_progress_account_region_kind_pk" PRIMARY KEY("account","region","kind")
);
--> statement-breakpoint
CREATE TABLE "tag_sets" (
	"id" uuid PRIMARY KEY NOT NULL,
	"tags" jsonb NOT NULL
);
--> statement-breakpoint
ALTER TABLE "inventory_instances" ADD COLUMN "tags" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "inventory_points" ADD COLUMN "encryption_key_arn" text;--> statement-breakpoint
ALTER TABLE "inventory_points" ADD COLUMN "move_to_cold_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "inventory_points" ADD COLUMN "scan" text;--> statement-breakpoint
ALTER TABLE "inventory_points" ADD COLUMN "scanned_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "layout_addresses" ADD CONSTRAINT "layout_addresses_layout_address_layouts_id_fk" FOREIGN KEY ("layout") REFERENCES "public"."address_layouts"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "point_readings" ADD CONSTRAINT "point_readings_layout_address_layouts_id_fk" FOREIGN KEY ("layout") REFERENCES "public"."address_layouts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "point_readings" ADD CONSTRAINT "point_readings_tag_set_tag_sets_id_fk" FOREIGN KEY ("tag_set") REFERENCES "public"."tag_sets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "interface_addresses_address" ON "interface_addresses" USING spgist ("address");--> statement-breakpoint
CREATE INDEX "inventory_interfaces_instance" ON "inventory_interfaces" USING btree ("account","region","instance_id","device_index");--> statement-breakpoint
CREATE INDEX "layout_addresses_address" ON "layout_addresses" USING spgist ("address");--> statement-breakpoint
CREATE INDEX "point_readings_layout" ON "point_readings" USING btree ("account","region","layout","resource_arn","created_at");--> statement-breakpoint
CREATE INDEX "point_readings_resource" ON "point_readings" USING btree ("account","region","resource_arn","created_at");--> statement-breakpoint
CREATE INDEX "point_readings_tags" ON "point_readings" USING btree ("account","region","tag_set");--> statement-breakpoint
CREATE INDEX "tag_sets_tags" ON "tag_sets" USING gin ("tags");
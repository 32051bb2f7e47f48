ALTER TABLE "inventory_instances" ADD COLUMN "availability_zone" text;--> statement-breakpoint
ALTER TABLE "inventory_instances" ADD COLUMN "instance_type" text;
ALTER TABLE "sweeps" ADD COLUMN "whole_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "sweeps" ADD COLUMN "surplus" integer;
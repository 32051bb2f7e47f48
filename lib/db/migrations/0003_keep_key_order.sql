ALTER TABLE "drafts" ALTER COLUMN "history" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "restores" ALTER COLUMN "plan" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "restores" ALTER COLUMN "metadata" SET DATA TYPE json;--> statement-breakpoint
ALTER TABLE "restores" ALTER COLUMN "diagnostics" SET DATA TYPE json;
ALTER TABLE "restores" ALTER COLUMN "outcome" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "restores" DROP COLUMN "idempotency_token";--> statement-breakpoint
ALTER TABLE "restores" DROP COLUMN "request_id";--> statement-breakpoint
ALTER TABLE "restores" DROP COLUMN "state";--> statement-breakpoint
ALTER TABLE "restores" DROP COLUMN "problem";--> statement-breakpoint
ALTER TABLE "restores" DROP COLUMN "answered_at";
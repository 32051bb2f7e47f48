CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE TABLE "note_versions" (
	"note_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL,
	"author" text NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	CONSTRAINT "note_versions_note_id_version_pk" PRIMARY KEY("note_id","version")
);
--> statement-breakpoint
ALTER TABLE "notes" ADD COLUMN "edited_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "notes" ADD COLUMN "edited_by" text;--> statement-breakpoint
ALTER TABLE "restores" ADD COLUMN "search_text" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "restores" ADD COLUMN "asked" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "restores" ADD COLUMN "addresses_recorded" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "restores" ADD COLUMN "addresses_match" boolean;--> statement-breakpoint
ALTER TABLE "note_versions" ADD CONSTRAINT "note_versions_note_id_notes_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."notes"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "restores_by" ON "restores" USING btree ("started_by","intended_at","id");--> statement-breakpoint
CREATE INDEX "restores_outcome" ON "restores" USING btree ("outcome","intended_at","id");--> statement-breakpoint
CREATE INDEX "restores_origin" ON "restores" USING btree ("origin","intended_at","id");--> statement-breakpoint
CREATE INDEX "restores_search" ON "restores" USING gin ("search_text" gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "restores_addresses_missing" ON "restores" USING btree ("id") WHERE not "restores"."addresses_recorded";--> statement-breakpoint
CREATE INDEX "restores_unverified" ON "restores" USING btree ("account","region") WHERE "restores"."outcome" = 'completed' and "restores"."origin" = 'here' and "restores"."verified_at" is null;--> statement-breakpoint
UPDATE "restores" SET "search_text" = concat_ws(E'\n',
  "resource_name", "resource_arn", "recovery_point_arn", "vault", "started_by", "job_id",
  (SELECT "created_resource_arn" FROM "restore_jobs" j WHERE j."account" = "restores"."account" AND j."region" = "restores"."region" AND j."id" = "restores"."job_id"),
  (SELECT string_agg("text", E'\n') FROM "notes" WHERE "notes"."restore_id" = "restores"."id"));

CREATE INDEX "events_at" ON "events" USING btree ("chain","at","seq");--> statement-breakpoint
CREATE INDEX "events_kind" ON "events" USING btree ("chain","kind","at","seq");--> statement-breakpoint
CREATE INDEX "events_actor" ON "events" USING btree ("chain","actor","kind","at","seq");
CREATE TABLE "resource_layouts" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"layout" uuid NOT NULL,
	"resource_arn" text NOT NULL,
	CONSTRAINT "resource_layouts_account_region_layout_resource_arn_pk" PRIMARY KEY("account","region","layout","resource_arn")
);
--> statement-breakpoint
CREATE TABLE "resource_tag_sets" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"tag_set" uuid NOT NULL,
	"resource_arn" text NOT NULL,
	CONSTRAINT "resource_tag_sets_account_region_tag_set_resource_arn_pk" PRIMARY KEY("account","region","tag_set","resource_arn")
);
--> statement-breakpoint
CREATE TABLE "inventory_point_days" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"vault" text NOT NULL,
	"resource_type" text NOT NULL,
	"status" text NOT NULL,
	"day" date NOT NULL,
	"points" integer NOT NULL,
	CONSTRAINT "inventory_point_days_pk" PRIMARY KEY("account","region","vault","resource_type","status","day")
);
--> statement-breakpoint
DROP INDEX "point_readings_tags";--> statement-breakpoint
CREATE INDEX "point_readings_tags" ON "point_readings" USING btree ("account","region","tag_set","resource_arn");--> statement-breakpoint
-- Written by hand from here on: what keeps the numbers of points by day, beside the kinds and under the same lock of a vault.
CREATE FUNCTION inventory_points_days_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM came) THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(13, hashtext(concat_ws('/', account, region, vault)))
    FROM (SELECT DISTINCT account, region, vault FROM came ORDER BY account, region, vault) written;
  INSERT INTO inventory_point_days AS d (account, region, vault, resource_type, status, day, points)
    SELECT account, region, vault, resource_type, status, (created_at AT TIME ZONE 'UTC')::date AS day, count(*) AS points
      FROM came
      GROUP BY account, region, vault, resource_type, status, day
      ORDER BY account, region, vault, resource_type, status, day
    ON CONFLICT (account, region, vault, resource_type, status, day) DO UPDATE SET points = d.points + excluded.points;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION inventory_points_days_went() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM went) THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(13, hashtext(concat_ws('/', account, region, vault)))
    FROM (SELECT DISTINCT account, region, vault FROM went ORDER BY account, region, vault) written;
  -- Each is there, so it is found by its key, however little is known of the table.
  INSERT INTO inventory_point_days AS d (account, region, vault, resource_type, status, day, points)
    SELECT account, region, vault, resource_type, status, (created_at AT TIME ZONE 'UTC')::date AS day, -count(*) AS points
      FROM went
      GROUP BY account, region, vault, resource_type, status, day
      ORDER BY account, region, vault, resource_type, status, day
    ON CONFLICT (account, region, vault, resource_type, status, day) DO UPDATE SET points = d.points + excluded.points;
  DELETE FROM inventory_point_days d USING (SELECT DISTINCT account, region, vault FROM went) o
    WHERE d.account = o.account AND d.region = o.region AND d.vault = o.vault AND d.points <= 0;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION inventory_points_days_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE written integer;
BEGIN
  IF NOT EXISTS (SELECT FROM came) THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(13, hashtext(concat_ws('/', account, region, vault)))
    FROM (SELECT DISTINCT account, region, vault FROM came ORDER BY account, region, vault) written;
  -- Added up and not joined: a plan that was made for one row would be kept for a thousand.
  INSERT INTO inventory_point_days AS d (account, region, vault, resource_type, status, day, points)
    SELECT account, region, vault, resource_type, status, (created_at AT TIME ZONE 'UTC')::date AS day, sum(n) AS points
      FROM (SELECT account, region, vault, resource_type, status, created_at, 1 AS n FROM came UNION ALL SELECT account, region, vault, resource_type, status, created_at, -1 FROM went) each
      GROUP BY account, region, vault, resource_type, status, day
      HAVING sum(n) <> 0
      ORDER BY account, region, vault, resource_type, status, day
    ON CONFLICT (account, region, vault, resource_type, status, day) DO UPDATE SET points = d.points + excluded.points;
  GET DIAGNOSTICS written = ROW_COUNT;
  IF written = 0 THEN RETURN NULL; END IF;
  DELETE FROM inventory_point_days d USING (SELECT DISTINCT account, region, vault FROM went) o
    WHERE d.account = o.account AND d.region = o.region AND d.vault = o.vault AND d.points <= 0;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION inventory_points_days_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM inventory_point_days;
  RETURN NULL;
END $$;--> statement-breakpoint
-- Which resources have a layout or tags: one lock a place, so that the last reading that says so does not go while another comes. One row is looked up at a time, by the index.
CREATE FUNCTION point_readings_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM came) THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(14, hashtext(concat_ws('/', account, region)))
    FROM (SELECT DISTINCT account, region FROM came ORDER BY account, region) written;
  INSERT INTO resource_layouts (account, region, layout, resource_arn)
    SELECT DISTINCT account, region, layout, resource_arn FROM came WHERE layout IS NOT NULL ORDER BY account, region, layout, resource_arn
    ON CONFLICT DO NOTHING;
  INSERT INTO resource_tag_sets (account, region, tag_set, resource_arn)
    SELECT DISTINCT account, region, tag_set, resource_arn FROM came WHERE tag_set IS NOT NULL ORDER BY account, region, tag_set, resource_arn
    ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION point_readings_told_else() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM came) THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(14, hashtext(concat_ws('/', account, region)))
    FROM (SELECT DISTINCT account, region FROM came ORDER BY account, region) written;
  INSERT INTO resource_layouts (account, region, layout, resource_arn)
    SELECT DISTINCT account, region, layout, resource_arn FROM came WHERE layout IS NOT NULL ORDER BY account, region, layout, resource_arn
    ON CONFLICT DO NOTHING;
  INSERT INTO resource_tag_sets (account, region, tag_set, resource_arn)
    SELECT DISTINCT account, region, tag_set, resource_arn FROM came WHERE tag_set IS NOT NULL ORDER BY account, region, tag_set, resource_arn
    ON CONFLICT DO NOTHING;
  DELETE FROM resource_layouts l USING (SELECT account, region, layout, resource_arn FROM went EXCEPT SELECT account, region, layout, resource_arn FROM came) o
    WHERE l.account = o.account AND l.region = o.region AND l.layout = o.layout AND l.resource_arn = o.resource_arn
      AND (SELECT true FROM point_readings r
        WHERE r.account = l.account AND r.region = l.region AND r.layout = l.layout AND r.resource_arn = l.resource_arn LIMIT 1) IS NULL;
  DELETE FROM resource_tag_sets l USING (SELECT account, region, tag_set, resource_arn FROM went EXCEPT SELECT account, region, tag_set, resource_arn FROM came) o
    WHERE l.account = o.account AND l.region = o.region AND l.tag_set = o.tag_set AND l.resource_arn = o.resource_arn
      AND (SELECT true FROM point_readings r
        WHERE r.account = l.account AND r.region = l.region AND r.tag_set = l.tag_set AND r.resource_arn = l.resource_arn LIMIT 1) IS NULL;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION point_readings_went() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM went) THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(14, hashtext(concat_ws('/', account, region)))
    FROM (SELECT DISTINCT account, region FROM went ORDER BY account, region) written;
  DELETE FROM resource_layouts l USING (SELECT account, region, layout, resource_arn FROM went) o
    WHERE l.account = o.account AND l.region = o.region AND l.layout = o.layout AND l.resource_arn = o.resource_arn
      AND (SELECT true FROM point_readings r
        WHERE r.account = l.account AND r.region = l.region AND r.layout = l.layout AND r.resource_arn = l.resource_arn LIMIT 1) IS NULL;
  DELETE FROM resource_tag_sets l USING (SELECT account, region, tag_set, resource_arn FROM went) o
    WHERE l.account = o.account AND l.region = o.region AND l.tag_set = o.tag_set AND l.resource_arn = o.resource_arn
      AND (SELECT true FROM point_readings r
        WHERE r.account = l.account AND r.region = l.region AND r.tag_set = l.tag_set AND r.resource_arn = l.resource_arn LIMIT 1) IS NULL;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION point_readings_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM resource_layouts;
  DELETE FROM resource_tag_sets;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER inventory_points_days_came AFTER INSERT ON inventory_points
  REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION inventory_points_days_came();--> statement-breakpoint
CREATE TRIGGER inventory_points_days_went AFTER DELETE ON inventory_points
  REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION inventory_points_days_went();--> statement-breakpoint
CREATE TRIGGER inventory_points_days_changed AFTER UPDATE ON inventory_points
  REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION inventory_points_days_changed();--> statement-breakpoint
CREATE TRIGGER inventory_points_days_emptied AFTER TRUNCATE ON inventory_points FOR EACH STATEMENT EXECUTE FUNCTION inventory_points_days_emptied();--> statement-breakpoint
CREATE TRIGGER point_readings_told AFTER INSERT ON point_readings
  REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION point_readings_told();--> statement-breakpoint
CREATE TRIGGER point_readings_told_else AFTER UPDATE ON point_readings
  REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION point_readings_told_else();--> statement-breakpoint
CREATE TRIGGER point_readings_went AFTER DELETE ON point_readings
  REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION point_readings_went();--> statement-breakpoint
CREATE TRIGGER point_readings_emptied AFTER TRUNCATE ON point_readings FOR EACH STATEMENT EXECUTE FUNCTION point_readings_emptied();--> statement-breakpoint
INSERT INTO inventory_point_days (account, region, vault, resource_type, status, day, points)
  SELECT account, region, vault, resource_type, status, (created_at AT TIME ZONE 'UTC')::date, count(*) FROM inventory_points GROUP BY 1, 2, 3, 4, 5, 6;--> statement-breakpoint
INSERT INTO resource_layouts (account, region, layout, resource_arn)
  SELECT DISTINCT account, region, layout, resource_arn FROM point_readings WHERE layout IS NOT NULL;--> statement-breakpoint
INSERT INTO resource_tag_sets (account, region, tag_set, resource_arn)
  SELECT DISTINCT account, region, tag_set, resource_arn FROM point_readings WHERE tag_set IS NOT NULL;

CREATE TABLE "inventory_point_kinds" (
	"kind" uuid PRIMARY KEY NOT NULL,
	"account" text NOT NULL,
	"region" text NOT NULL,
	"vault" text NOT NULL,
	"resource_arn" text NOT NULL,
	"resource_id" text NOT NULL,
	"resource_name" text,
	"resource_type" text NOT NULL,
	"status" text NOT NULL,
	"encryption_key_arn" text,
	"layout" uuid,
	"tag_set" uuid,
	"points" integer NOT NULL,
	"newest_at" timestamp with time zone NOT NULL,
	"oldest_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "inventory_points" ADD COLUMN "layout" uuid;--> statement-breakpoint
ALTER TABLE "inventory_points" ADD COLUMN "tag_set" uuid;--> statement-breakpoint
CREATE INDEX "inventory_point_kinds_resource" ON "inventory_point_kinds" USING btree ("account","region","resource_arn");--> statement-breakpoint
CREATE INDEX "inventory_points_size" ON "inventory_points" USING btree ("account","region","size_bytes" desc nulls last,"created_at" DESC NULLS FIRST);--> statement-breakpoint
-- Written by hand from here on: what keeps the kinds and their numbers, and the layout and tags of a point beside its reading.
CREATE FUNCTION point_kind(text, text, text, text, text, text, text, text, text, uuid, uuid) RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
  RETURN md5(ROW($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)::text)::uuid;--> statement-breakpoint
CREATE FUNCTION inventory_points_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- One writer at a time counts in a vault: two would wait for each other's kinds.
  PERFORM pg_advisory_xact_lock(13, hashtext(concat_ws('/', account, region, vault)))
    FROM (SELECT DISTINCT account, region, vault FROM came ORDER BY account, region, vault) written;
  INSERT INTO inventory_point_kinds AS k (kind, account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set, points, newest_at, oldest_at)
    SELECT point_kind(account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set) AS kind, account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set,
        count(*)::integer AS points, max(created_at) AS newest_at, min(created_at) AS oldest_at
      FROM came
      GROUP BY account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set
    ON CONFLICT (kind) DO UPDATE SET points = k.points + excluded.points,
      newest_at = greatest(k.newest_at, excluded.newest_at), oldest_at = least(k.oldest_at, excluded.oldest_at);
  -- A point that was known before and read: it is as its reading says. In a first reading of the inventory there is none.
  IF EXISTS (SELECT FROM point_readings r JOIN (SELECT DISTINCT account, region FROM came) place USING (account, region)) THEN
    UPDATE inventory_points p SET layout = r.layout, tag_set = r.tag_set FROM came c JOIN point_readings r USING (account, region, vault, arn)
      WHERE p.account = c.account AND p.region = c.region AND p.vault = c.vault AND p.arn = c.arn AND (r.layout IS NOT NULL OR r.tag_set IS NOT NULL);
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION inventory_points_went() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(13, hashtext(concat_ws('/', account, region, vault)))
    FROM (SELECT DISTINCT account, region, vault FROM went ORDER BY account, region, vault) written;
  UPDATE inventory_point_kinds k SET points = k.points - less.points
    FROM (
    SELECT point_kind(account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set) AS kind, account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set,
        count(*)::integer AS points, max(created_at) AS newest_at, min(created_at) AS oldest_at
      FROM went
      GROUP BY account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set
    ) less
    WHERE k.kind = less.kind;
  DELETE FROM inventory_point_kinds k USING (SELECT DISTINCT account, region FROM went) place
    WHERE k.account = place.account AND k.region = place.region AND k.points <= 0;
  -- Kinds that lost their newest or their oldest: their resources' points are gone through once, with a hashed list, however little is known of the table.
  UPDATE inventory_point_kinds k SET newest_at = edge.newest_at, oldest_at = edge.oldest_at
    FROM (
      SELECT point_kind(p.account, p.region, p.vault, p.resource_arn, p.resource_id, p.resource_name, p.resource_type, p.status, p.encryption_key_arn, p.layout, p.tag_set) AS kind,
          max(p.created_at) AS newest_at, min(p.created_at) AS oldest_at
        FROM inventory_points p
        WHERE ((p.account, p.region, p.resource_arn) IN (
          SELECT k.account, k.region, k.resource_arn FROM inventory_point_kinds k JOIN went o USING (account, region, resource_arn)
            WHERE o.created_at IN (k.newest_at, k.oldest_at))) IS TRUE
        GROUP BY 1
    ) edge
    WHERE k.kind = edge.kind AND (k.newest_at, k.oldest_at) IS DISTINCT FROM (edge.newest_at, edge.oldest_at);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION inventory_points_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(13, hashtext(concat_ws('/', account, region, vault)))
    FROM (SELECT DISTINCT account, region, vault FROM came ORDER BY account, region, vault) written;
  INSERT INTO inventory_point_kinds AS k (kind, account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set, points, newest_at, oldest_at)
    SELECT point_kind(account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set) AS kind, account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set,
        count(*)::integer AS points, max(created_at) AS newest_at, min(created_at) AS oldest_at
      FROM (SELECT n.* FROM came n JOIN went o USING (account, region, vault, arn)
        WHERE (n.resource_arn, n.resource_id, n.resource_name, n.resource_type, n.status, n.encryption_key_arn, n.layout, n.tag_set, n.created_at)
          IS DISTINCT FROM (o.resource_arn, o.resource_id, o.resource_name, o.resource_type, o.status, o.encryption_key_arn, o.layout, o.tag_set, o.created_at)) changed
      GROUP BY account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set
    ON CONFLICT (kind) DO UPDATE SET points = k.points + excluded.points,
      newest_at = greatest(k.newest_at, excluded.newest_at), oldest_at = least(k.oldest_at, excluded.oldest_at);
  UPDATE inventory_point_kinds k SET points = k.points - less.points
    FROM (
    SELECT point_kind(account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set) AS kind, account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set,
        count(*)::integer AS points, max(created_at) AS newest_at, min(created_at) AS oldest_at
      FROM (SELECT o.* FROM came n JOIN went o USING (account, region, vault, arn)
        WHERE (n.resource_arn, n.resource_id, n.resource_name, n.resource_type, n.status, n.encryption_key_arn, n.layout, n.tag_set, n.created_at)
          IS DISTINCT FROM (o.resource_arn, o.resource_id, o.resource_name, o.resource_type, o.status, o.encryption_key_arn, o.layout, o.tag_set, o.created_at)) changed
      GROUP BY account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set
    ) less
    WHERE k.kind = less.kind;
  DELETE FROM inventory_point_kinds k USING (SELECT DISTINCT account, region FROM went) place
    WHERE k.account = place.account AND k.region = place.region AND k.points <= 0;
  -- Kinds that lost their newest or their oldest: their resources' points are gone through once, with a hashed list, however little is known of the table.
  UPDATE inventory_point_kinds k SET newest_at = edge.newest_at, oldest_at = edge.oldest_at
    FROM (
      SELECT point_kind(p.account, p.region, p.vault, p.resource_arn, p.resource_id, p.resource_name, p.resource_type, p.status, p.encryption_key_arn, p.layout, p.tag_set) AS kind,
          max(p.created_at) AS newest_at, min(p.created_at) AS oldest_at
        FROM inventory_points p
        WHERE ((p.account, p.region, p.resource_arn) IN (
          SELECT k.account, k.region, k.resource_arn FROM inventory_point_kinds k JOIN went o USING (account, region, resource_arn)
            WHERE o.created_at IN (k.newest_at, k.oldest_at))) IS TRUE
        GROUP BY 1
    ) edge
    WHERE k.kind = edge.kind AND (k.newest_at, k.oldest_at) IS DISTINCT FROM (edge.newest_at, edge.oldest_at);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION inventory_points_emptied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM inventory_point_kinds;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION point_readings_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- In the order in which a sweep writes points: neither waits for the other.
  PERFORM 1 FROM inventory_points p JOIN came r ON r.account = p.account AND r.region = p.region AND r.vault = p.vault AND r.arn = p.arn
    WHERE (p.layout, p.tag_set) IS DISTINCT FROM (r.layout, r.tag_set) ORDER BY p.vault, p.arn FOR UPDATE OF p;
  UPDATE inventory_points p SET layout = r.layout, tag_set = r.tag_set FROM came r
    WHERE r.account = p.account AND r.region = p.region AND r.vault = p.vault AND r.arn = p.arn AND (p.layout, p.tag_set) IS DISTINCT FROM (r.layout, r.tag_set);
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER inventory_points_came AFTER INSERT ON inventory_points
  REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION inventory_points_came();--> statement-breakpoint
CREATE TRIGGER inventory_points_went AFTER DELETE ON inventory_points
  REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION inventory_points_went();--> statement-breakpoint
CREATE TRIGGER inventory_points_changed AFTER UPDATE ON inventory_points
  REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION inventory_points_changed();--> statement-breakpoint
CREATE TRIGGER inventory_points_emptied AFTER TRUNCATE ON inventory_points
  FOR EACH STATEMENT EXECUTE FUNCTION inventory_points_emptied();--> statement-breakpoint
CREATE TRIGGER point_readings_came AFTER INSERT ON point_readings
  REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION point_readings_came();--> statement-breakpoint
CREATE TRIGGER point_readings_changed AFTER UPDATE ON point_readings
  REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION point_readings_came();--> statement-breakpoint
INSERT INTO inventory_point_kinds (kind, account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set, points, newest_at, oldest_at)
    SELECT point_kind(account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set) AS kind, account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set,
        count(*)::integer AS points, max(created_at) AS newest_at, min(created_at) AS oldest_at
      FROM inventory_points
      GROUP BY account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set;--> statement-breakpoint
UPDATE inventory_points p SET layout = r.layout, tag_set = r.tag_set FROM point_readings r
  WHERE r.account = p.account AND r.region = p.region AND r.vault = p.vault AND r.arn = p.arn AND (p.layout, p.tag_set) IS DISTINCT FROM (r.layout, r.tag_set);

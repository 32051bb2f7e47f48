-- The counting of kinds (0029) went through all points of the table with every statement that wrote or removed some, also where it changed nothing: PostgreSQL runs a statement's triggers whatever it
-- has touched. Now a statement that touched nothing costs nothing, and whatever lost its newest or oldest point is looked at resource by resource, by the index of resources. What was read of a point before is
-- written with it (`savePoints`) and not afterwards, for which all points were joined.
CREATE FUNCTION settle_point_kinds(of_account text, of_region text, of_resource text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM inventory_point_kinds WHERE account = of_account AND region = of_region AND resource_arn = of_resource AND points <= 0;
  -- A range and an order that only the index of resources has: while a list is read for the first time there are no statistics, and of equal conditions any index of the place is taken for as good.
  UPDATE inventory_point_kinds k SET newest_at = edge.newest_at, oldest_at = edge.oldest_at
    FROM (
      SELECT point_kind(p.account, p.region, p.vault, p.resource_arn, p.resource_id, p.resource_name, p.resource_type, p.status, p.encryption_key_arn, p.layout, p.tag_set) AS kind,
          max(p.created_at) AS newest_at, min(p.created_at) AS oldest_at
        FROM (
          SELECT * FROM inventory_points
            WHERE account = of_account AND region = of_region AND resource_arn BETWEEN of_resource AND of_resource
            ORDER BY resource_arn, created_at
        ) p
        GROUP BY 1
    ) edge
    WHERE k.kind = edge.kind AND (k.newest_at, k.oldest_at) IS DISTINCT FROM (edge.newest_at, edge.oldest_at);
END $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION inventory_points_came() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM came) THEN RETURN NULL; END IF;
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
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION inventory_points_went() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM went) THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(13, hashtext(concat_ws('/', account, region, vault)))
    FROM (SELECT DISTINCT account, region, vault FROM went ORDER BY account, region, vault) written;
  UPDATE inventory_point_kinds k SET points = k.points - less.points
    FROM (
      SELECT point_kind(account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set) AS kind, count(*)::integer AS points
        FROM went GROUP BY 1
    ) less
    WHERE k.kind = less.kind;
  PERFORM settle_point_kinds(lost.account, lost.region, lost.resource_arn)
    FROM (
      SELECT DISTINCT o.account, o.region, o.resource_arn
        FROM (SELECT *, point_kind(account, region, vault, resource_arn, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set) AS kind FROM went) o
        CROSS JOIN LATERAL (SELECT FROM inventory_point_kinds k WHERE k.kind = o.kind AND o.created_at IN (k.newest_at, k.oldest_at) LIMIT 1) edge
        ORDER BY o.account, o.region, o.resource_arn
    ) lost;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION inventory_points_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM came) THEN RETURN NULL; END IF;
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
      SELECT point_kind(o.account, o.region, o.vault, o.resource_arn, o.resource_id, o.resource_name, o.resource_type, o.status, o.encryption_key_arn, o.layout, o.tag_set) AS kind, count(*)::integer AS points
        FROM came n JOIN went o USING (account, region, vault, arn)
        WHERE (n.resource_arn, n.resource_id, n.resource_name, n.resource_type, n.status, n.encryption_key_arn, n.layout, n.tag_set, n.created_at)
          IS DISTINCT FROM (o.resource_arn, o.resource_id, o.resource_name, o.resource_type, o.status, o.encryption_key_arn, o.layout, o.tag_set, o.created_at)
        GROUP BY 1
    ) less
    WHERE k.kind = less.kind;
  PERFORM settle_point_kinds(lost.account, lost.region, lost.resource_arn)
    FROM (
      SELECT DISTINCT o.account, o.region, o.resource_arn
        FROM (
          SELECT o.*, point_kind(o.account, o.region, o.vault, o.resource_arn, o.resource_id, o.resource_name, o.resource_type, o.status, o.encryption_key_arn, o.layout, o.tag_set) AS kind
            FROM came n JOIN went o USING (account, region, vault, arn)
            WHERE (n.resource_arn, n.resource_id, n.resource_name, n.resource_type, n.status, n.encryption_key_arn, n.layout, n.tag_set, n.created_at)
              IS DISTINCT FROM (o.resource_arn, o.resource_id, o.resource_name, o.resource_type, o.status, o.encryption_key_arn, o.layout, o.tag_set, o.created_at)
        ) o
        CROSS JOIN LATERAL (SELECT FROM inventory_point_kinds k WHERE k.kind = o.kind AND o.created_at IN (k.newest_at, k.oldest_at) LIMIT 1) edge
        ORDER BY o.account, o.region, o.resource_arn
    ) lost;
  RETURN NULL;
END $$;--> statement-breakpoint
-- While a list is read for the first time there are no statistics until PostgreSQL's own turn comes, a minute later, and each question that is asked meanwhile is planned as of an empty table.
-- Only an owner may take them.
CREATE FUNCTION analyze_inventory_points() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  ANALYZE public.inventory_points, public.inventory_point_kinds, public.point_readings;
END $$;

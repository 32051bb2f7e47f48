-- The statistics that are taken while a list is read for the first time cost as much as writing ten thousand points, four times over. A fifth of the usual sample tells what is asked of them; PostgreSQL takes its own, of
-- the usual size, a minute later.
CREATE OR REPLACE FUNCTION analyze_inventory_points() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET default_statistics_target = 20 AS $$
BEGIN
  ANALYZE public.inventory_points, public.inventory_point_kinds, public.point_readings;
END $$;--> statement-breakpoint
-- A kind's digest is made once for all points that are alike, and not for each of a resource's points: each reading of a newest point settles its resource.
CREATE OR REPLACE FUNCTION settle_point_kinds(of_account text, of_region text, of_resource text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM inventory_point_kinds WHERE account = of_account AND region = of_region AND resource_arn = of_resource AND points <= 0;
  -- A range and an order that only the index of resources has: while a list is read for the first time there are no statistics, and of equal conditions any index of the place is taken for as good.
  UPDATE inventory_point_kinds k SET newest_at = edge.newest_at, oldest_at = edge.oldest_at
    FROM (
      SELECT point_kind(of_account, of_region, vault, of_resource, resource_id, resource_name, resource_type, status, encryption_key_arn, layout, tag_set) AS kind, newest_at, oldest_at
        FROM (
          SELECT p.vault, p.resource_id, p.resource_name, p.resource_type, p.status, p.encryption_key_arn, p.layout, p.tag_set, max(p.created_at) AS newest_at, min(p.created_at) AS oldest_at
            FROM (
              SELECT * FROM inventory_points
                WHERE account = of_account AND region = of_region AND resource_arn BETWEEN of_resource AND of_resource
                ORDER BY resource_arn, created_at
            ) p
            GROUP BY p.vault, p.resource_id, p.resource_name, p.resource_type, p.status, p.encryption_key_arn, p.layout, p.tag_set
        ) alike
    ) edge
    WHERE k.kind = edge.kind AND (k.newest_at, k.oldest_at) IS DISTINCT FROM (edge.newest_at, edge.oldest_at);
END $$;

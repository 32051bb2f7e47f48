import 'server-only';
import { type ResourceRow, readResourcePage, readResources } from '@/lib/db/repositories/inventory-resources';
import { meaningOf } from '@/lib/finding/term';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import { heldElsewhere } from './finding/held-elsewhere';
import { addressesOf, layoutsOfPoints, liveInstances, pointKey } from './finding/known-addresses';
import { understood } from './finding/understood';
import { freshen } from './inventory/refresh';
import { resourceIdOf } from './inventory/resource-id';
import { PAGE_ROWS, type ResourceDetail, type ResourcePage, type ResourceQuery, type ResourceView } from './inventory/views';
import { listPoints } from './points';
import type { Scope } from './scope';

/** A page of backed-up resources: those that have points, and those that AWS Backup lists as protected. Within one vault, only those with points there. */
export const listResources = async (scope: Scope, query: ResourceQuery): Promise<Result<ResourcePage, Problem>> => {
  const { filter, order, direction, offset } = query;
  const freshness = await freshen(scope, 'everything');
  const { text, timeZone, ...plain } = filter;
  const wanted = { ...plain, meaning: text === undefined ? undefined : meaningOf(understood(text, timeZone)) };
  const { rows, types } = await readResourcePage(scope, wanted, { order, direction, offset, limit: PAGE_ROWS });
  const isWanted = (type: string): boolean => filter.types === undefined || filter.types.length === 0 || filter.types.includes(type);
  const total = types.reduce((sum, { type, count }) => (isWanted(type) ? sum + count : sum), 0);
  const end = offset + rows.length;
  return ok({
    resources: await viewsOf(scope, rows),
    total,
    nextOffset: rows.length > 0 && end < total ? end : null,
    types: types.map(({ type, count }) => ({ value: type, count })).sort((a, b) => b.count - a.count || a.value.localeCompare(b.value)),
    freshness,
  });
};

/** One resource and its newest point, whatever vault holds it. A resource without points that AWS Backup does not list either is `not-found`. */
export const getResource = async (scope: Scope, arn: string): Promise<Result<ResourceDetail, Problem>> => {
  const points = await listPoints(scope, { filter: { resourceArn: arn }, order: 'created', direction: 'desc', offset: 0 }, 1);
  if (!points.ok) return points;
  const rows = await readResources(scope, { arn }, { order: 'newest', direction: 'desc', offset: 0, limit: 1 });
  const [resource] = await viewsOf(scope, rows);
  if (resource !== undefined) return ok({ resource, newest: points.value.points[0] ?? null });
  const { asOf, problem } = points.value.freshness;
  return err(asOf === null && problem !== null ? { code: 'aws', problem } : { code: 'not-found', what: 'resource', id: arn });
};

const viewsOf = async (scope: Scope, rows: readonly ResourceRow[]): Promise<readonly ResourceView[]> => {
  const newest = rows.flatMap((row) =>
    row.type === 'EC2' && row.newestArn !== null && row.newestVault !== null ? [{ arn: row.newestArn, vault: row.newestVault }] : [],
  );
  const [live, layouts] = await Promise.all([
    liveInstances(
      scope,
      rows.map((row) => row.arn),
    ),
    layoutsOfPoints(scope, newest),
  ]);
  const keys = new Set(newest.map(pointKey));
  const keyOf = ({ newestVault: vault, newestArn: arn }: ResourceRow): string => pointKey({ vault: vault ?? '', arn: arn ?? '' });
  const elsewhere = await heldElsewhere(
    scope,
    rows.flatMap((row) => {
      const layout = layouts.get(keyOf(row)) ?? null;
      return layout === null ? [] : [{ arn: row.arn, layout }];
    }),
  );
  return rows.map((row) =>
    toView({
      row,
      live: live.get(row.arn) ?? null,
      backedUp: keys.has(keyOf(row)) ? addressesOf(layouts.get(keyOf(row))) : null,
      heldElsewhere: elsewhere.get(row.arn) ?? null,
    }),
  );
};

const toView = ({
  row,
  ...known
}: { readonly row: ResourceRow } & Pick<ResourceView, 'live' | 'backedUp' | 'heldElsewhere'>): ResourceView => ({
  ...known,
  arn: row.arn,
  id: resourceIdOf(row.arn),
  name: row.name,
  type: row.type,
  points: row.points,
  newestAt: row.newestAt?.toISOString() ?? null,
  oldestAt: row.oldestAt?.toISOString() ?? null,
  newest: row.newestArn === null || row.newestVault === null ? null : { arn: row.newestArn, vault: row.newestVault },
  deleted: row.deleted,
  protected: row.listed,
});

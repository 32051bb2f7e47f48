import 'server-only';
import { pointTags } from '@/lib/aws/point-tags';
import { type DescribedPoint, describePoint, restoreMetadata } from '@/lib/aws/points';
import type { AwsProblem } from '@/lib/aws-problem';
import { countCells, type PointRow, type PointSlice, readPoint, readPoints } from '@/lib/db/repositories/inventory-points';
import { goneInstances } from '@/lib/db/repositories/inventory-resources';
import { readVault } from '@/lib/db/repositories/inventory-vaults';
import type { PointConditions } from '@/lib/db/repositories/point-conditions';
import { type PointGroupRow, readPointGroups } from '@/lib/db/repositories/point-groups';
import { addressesIn, readLayout } from '@/lib/finding/layout';
import type { Problem } from '@/lib/problem';
import type { Arn } from '@/lib/restore/ids';
import { type ParseProblem, parseTemplate } from '@/lib/restore/parse';
import type { RestoreMetadata } from '@/lib/restore/plan';
import { err, ok, type Result } from '@/lib/result';
import { isAbsent, vaultHolding } from './find-vault';
import { addressesOfPoints, liveInstances, pointKey } from './finding/known-addresses';
import { meant, understood } from './finding/understood';
import { countPointsBy } from './inventory/point-counts';
import { freshen } from './inventory/refresh';
import { resourceIdOf } from './inventory/resource-id';
import {
  type Freshness,
  PAGE_ROWS,
  type PointAddresses,
  type PointDetail,
  type PointExtra,
  type PointFacets,
  type PointGroup,
  type PointGroupPage,
  type PointPage,
  type PointQuery,
  type PointView,
} from './inventory/views';
import type { Scope } from './scope';

/** A page of recovery points, filtered and sorted in SQL, of at most `limit`. */
export const listPoints = async (scope: Scope, query: PointQuery, limit = PAGE_ROWS): Promise<Result<PointPage, Problem>> => {
  const freshness = await freshenFor(scope, query);
  const wanted = await conditionsOf(scope, query);
  const [rows, { total, ...facets }] = await Promise.all([
    readPoints(scope, wanted, { ...sliceOf(query), limit }),
    countsOf(scope, wanted, query.offset),
  ]);
  const [gone, addresses] = await Promise.all([
    goneInstances(scope, unique(rows.map((row) => row.resourceArn))),
    addressesOfPoints(
      scope,
      rows.filter((row) => row.resourceType === 'EC2'),
    ),
  ]);
  return ok({
    points: rows.map((row) => pointView(row, gone, addresses.get(pointKey(row)))),
    total,
    nextOffset: nextOffset(query, rows, total),
    ...facets,
    freshness,
  });
};

/** A page of the resources whose points meet a filter, with how many do; a group's own points are a `listPoints` with its `resourceArn`. */
export const listPointGroups = async (scope: Scope, query: PointQuery): Promise<Result<PointGroupPage, Problem>> => {
  const freshness = await freshenFor(scope, query);
  const wanted = await conditionsOf(scope, query);
  const [found, counted] = await Promise.all([readPointGroups(scope, wanted, sliceOf(query)), countsOf(scope, wanted, query.offset)]);
  const totalGroups = found.total ?? query.offset;
  const gone = await goneInstances(
    scope,
    found.groups.map((row) => row.resourceArn),
  );
  const groups = found.groups.map((row) => groupView(row, gone));
  return ok({ groups, totalGroups, ...counted, nextOffset: nextOffset(query, groups, totalGroups), freshness });
};

const freshenFor = (scope: Scope, { filter }: PointQuery): Promise<Freshness> =>
  freshen(scope, filter.vault === undefined ? 'everything' : { vault: filter.vault });

const sliceOf = ({ order, direction, offset }: PointQuery): PointSlice => ({ order, direction, offset, limit: PAGE_ROWS });

const nextOffset = (query: PointQuery, rows: readonly unknown[], total: number): number | null => {
  const end = query.offset + rows.length;
  return rows.length > 0 && end < total ? end : null;
};

const unique = (items: readonly string[]): readonly string[] => [...new Set(items)];

/** How many there are, and on the first page what the filter's choices would find. */
const countsOf = async (scope: Scope, wanted: PointConditions, offset: number): Promise<PointFacets & { readonly total: number }> => {
  const counted = await countPointsBy(wanted, (conditions) => countCells(scope, conditions));
  return offset === 0 ? counted : { total: counted.total, types: [], statuses: [], vaults: [] };
};

/** Whether the inventory has the point (in `vault`, if one is given): what is known here can be shown while AWS is still being asked. */
export const isPointKnown = async (scope: Scope, arn: string, vault: string | null): Promise<Result<boolean, Problem>> =>
  ok((await readPoint(scope, arn)).some((row) => vault === null || row.vault === vault));

/**
 * One recovery point: what the inventory knows, and what AWS tells now. A point that the inventory has not seen yet is asked of AWS, in `vault` or, where none is
 * given, in every vault; one that AWS no longer has is `not-found`, whatever is stored. Without AWS the stored row still shows.
 */
export const getPoint = async (scope: Scope, arn: string, vault: string | null): Promise<Result<PointDetail, Problem>> => {
  const freshness = await freshen(scope, vault === null ? 'everything' : { vault });
  const rows = await readPoint(scope, arn);
  const row = vault === null ? rows[0] : rows.find((each) => each.vault === vault);
  const asked = row?.vault ?? vault;
  const found = asked === null ? await vaultHolding(scope.aws, arn) : ok(asked);
  if (!found.ok) return err({ code: 'aws', problem: found.error });
  const holder = found.value;
  if (holder === null) return err(notFound(arn));
  const [described, metadata, tags, holding] = await Promise.all([
    describePoint(scope.aws, holder, arn),
    restoreMetadata(scope.aws, holder, arn),
    pointTags(scope.aws, arn),
    readVault(scope, holder),
  ]);
  if (!described.ok && isAbsent(described.error)) return err(notFound(arn));
  const known = described.ok ? rowOf(described.value, row) : row;
  if (known === undefined) return err(described.ok ? notFound(arn) : { code: 'aws', problem: described.error });
  const [gone, live] = await Promise.all([goneInstances(scope, [known.resourceArn]), liveInstances(scope, [known.resourceArn])]);
  const point = pointView(known, gone, addressesOf(metadata));
  const extra = described.ok ? ok(extraOf(described.value, tags)) : described;
  const vaults = rows.length > 0 ? rows.map((each) => each.vault) : [holder];
  const unreadable = metadata.ok && point.resourceType === 'EC2' ? unreadableBecause(scope, point, metadata.value) : null;
  return ok({
    point,
    vaults,
    vaultArn: holding?.arn ?? null,
    extra,
    metadata,
    unreadable,
    live: live.get(known.resourceArn) ?? null,
    freshness,
  });
};

const notFound = (arn: string): Problem => ({ code: 'not-found', what: 'point', id: arn });

const extraOf = (point: DescribedPoint, tags: PointExtra['tags']): PointExtra => ({
  statusMessage: point.statusMessage,
  storageClass: point.storageClass,
  encryptionKeyArn: point.encryptionKeyArn,
  createdByRoleArn: point.createdByRoleArn,
  backupPlanArn: point.backupPlanArn,
  sourceVaultArn: point.sourceVaultArn,
  tags,
});

const conditionsOf = async (scope: Scope, { filter }: PointQuery): Promise<PointConditions> => ({
  ...(filter.text === undefined ? {} : await meant(scope, understood(filter.text, filter.timeZone))),
  types: filter.types,
  statuses: filter.statuses,
  createdFrom: filter.createdFrom === undefined ? undefined : new Date(filter.createdFrom),
  createdBefore: filter.createdBefore === undefined ? undefined : new Date(filter.createdBefore),
  vault: filter.vault,
  vaults: filter.vaults,
  resourceArn: filter.resourceArn,
  encryptedWith: filter.encryptedWith,
  deleted: filter.deleted,
  newest: filter.newest,
});

/** AWS's answer as a row of the list; it leaves out the name of what was deleted, which the inventory may have kept. */
const rowOf = (point: DescribedPoint, row: PointRow | undefined): KnownPoint => ({
  ...point,
  resourceId: resourceIdOf(point.resourceArn),
  resourceName: point.resourceName ?? row?.resourceName ?? null,
  scan: point.scan ?? row?.scan ?? null,
  scannedAt: point.scannedAt ?? row?.scannedAt ?? null,
});

/** What a restore would make of the metadata, tried without anything that AWS would have to be asked for. */
const unreadableBecause = (scope: Scope, point: PointView, template: RestoreMetadata): ParseProblem | null => {
  const plan = parseTemplate({
    account: scope.account,
    region: scope.region,
    vault: point.vault,
    recoveryPointArn: point.arn as Arn,
    resourceArn: point.resourceArn as Arn,
    resourceName: point.resourceName,
    createdAt: point.createdAt,
    template,
  });
  return plan.ok ? null : plan.error;
};

type KnownPoint = Omit<PointRow, 'account' | 'region' | 'layout' | 'tagSet' | 'sweptAt'>;

const pointView = (row: KnownPoint, gone: ReadonlyMap<string, boolean>, addresses: PointAddresses = 'unread'): PointView => ({
  vault: row.vault,
  arn: row.arn,
  id: resourceIdOf(row.arn),
  resourceArn: row.resourceArn,
  resourceId: row.resourceId,
  resourceName: row.resourceName,
  resourceType: row.resourceType,
  status: row.status,
  createdAt: row.createdAt.toISOString(),
  completedAt: row.completedAt?.toISOString() ?? null,
  sizeBytes: row.sizeBytes,
  encrypted: row.encrypted,
  deleteAt: row.deleteAt?.toISOString() ?? null,
  parentArn: row.parentArn,
  resourceDeleted: gone.get(row.resourceArn) ?? null,
  addresses: row.resourceType === 'EC2' ? addresses : null,
  moveToColdAt: row.moveToColdAt?.toISOString() ?? null,
  scan: row.scan,
  scannedAt: row.scannedAt?.toISOString() ?? null,
});

/** The addresses in metadata that was just read. */
const addressesOf = (metadata: Result<RestoreMetadata, AwsProblem>): PointAddresses => {
  const read = metadata.ok ? readLayout(metadata.value) : metadata;
  return read.ok ? addressesIn(read.value.layout).map(({ address }) => address) : 'unreadable';
};

const groupView = (row: PointGroupRow, gone: ReadonlyMap<string, boolean>): PointGroup => ({
  ...row,
  resourceDeleted: gone.get(row.resourceArn) ?? null,
  newestAt: row.newestAt.toISOString(),
  oldestAt: row.oldestAt.toISOString(),
});

import 'server-only';
import { addressesOnPoints, type LiveAddress, liveInBlock } from '@/lib/db/repositories/finding';
import { countPoints, newestPoints, type PointRow, resourcesWithPoints } from '@/lib/db/repositories/inventory-points';
import { goneInstances } from '@/lib/db/repositories/inventory-resources';
import { readSweeps } from '@/lib/db/repositories/inventory-sweeps';
import { readPointGroups } from '@/lib/db/repositories/point-groups';
import { blocksOf } from '@/lib/finding/term';
import type { Problem } from '@/lib/problem';
import { ok, type Result } from '@/lib/result';
import { freshen } from '../inventory/refresh';
import { resourceIdOf } from '../inventory/resource-id';
import type { Scope } from '../scope';
import { holderView, instanceArn } from './holders';
import { indexState } from './index-state';
import { meant, understood } from './understood';
import { type AddressMatch, type FindView, FOUND_HOLDERS, FOUND_RESOURCES, type FoundPoint, type FoundResource } from './views';

const NEWEST = { order: 'created', direction: 'desc', offset: 0, limit: FOUND_RESOURCES } as const;
const NO_GROUPS = { groups: [], total: 0 } as const;

/** What a text finds in a place: who has an address now, the resources whose backups have it or that the text names otherwise, and why. `timeZone`: where "yesterday" is meant. */
export const find = async (scope: Scope, text: string, timeZone: string): Promise<Result<FindView, Problem>> => {
  const terms = understood(text, timeZone);
  await freshen(scope, 'everything');
  const wanted = await meant(scope, terms);
  const blocks = blocksOf(wanted.meaning);
  const nothing = terms.length === 0;
  const [{ groups, total: totalResources }, totalPoints, live, sweeps, index] = await Promise.all([
    nothing ? NO_GROUPS : readPointGroups(scope, wanted, NEWEST),
    nothing ? 0 : countPoints(scope, wanted),
    liveIn(scope, blocks),
    readSweeps(scope),
    indexState(scope),
  ]);
  const arns = groups.map((group) => group.resourceArn);
  const instances = live.flatMap(({ instanceId }) => (instanceId === null ? [] : [instanceArn(scope, instanceId)]));
  const [newest, addresses, gone, backedUp] = await Promise.all([
    newestPoints(scope, wanted, arns),
    addressesOnPoints(scope, arns, blocks),
    goneInstances(scope, arns),
    resourcesWithPoints(scope, instances),
  ]);
  const interfaces = sweeps.find((row) => row.subject === 'interfaces');
  return ok({
    understood: terms,
    holders: live.slice(0, FOUND_HOLDERS).map((each) => holderView(scope, each, backedUp)),
    moreHolders: live.length > FOUND_HOLDERS,
    liveAsOf: interfaces?.finishedAt?.toISOString() ?? null,
    liveProblem: interfaces?.problem ?? null,
    resources: groups.flatMap((group): FoundResource[] => {
      const point = newest.find((row) => row.resourceArn === group.resourceArn);
      if (point === undefined) return [];
      return [
        {
          arn: group.resourceArn,
          id: group.resourceId,
          name: group.resourceName,
          type: group.resourceType,
          deleted: gone.get(group.resourceArn) ?? null,
          points: group.points,
          newest: foundPoint(point),
          addresses: addresses
            .filter((each) => each.resourceArn === group.resourceArn)
            .map(matchOf)
            .slice(0, 5),
        },
      ];
    }),
    totalResources: totalResources ?? 0,
    totalPoints,
    index,
  });
};

/** Of each address or block in turn, so that a wide one does not leave out the others. */
const liveIn = async (scope: Scope, blocks: readonly string[]): Promise<readonly LiveAddress[]> => {
  const found = await Promise.all(blocks.map((block) => liveInBlock(scope, block, FOUND_HOLDERS + 1)));
  const each = new Map(found.flat().map((live) => [`${live.interfaceId} ${live.address}`, live]));
  return [...each.values()];
};

const foundPoint = (row: PointRow): FoundPoint => ({
  arn: row.arn,
  vault: row.vault,
  id: resourceIdOf(row.arn),
  status: row.status,
  createdAt: row.createdAt.toISOString(),
});

const matchOf = (each: { readonly firstAt: Date; readonly lastAt: Date } & Omit<AddressMatch, 'firstAt' | 'lastAt'>): AddressMatch => ({
  address: each.address,
  role: each.role,
  points: each.points,
  firstAt: each.firstAt.toISOString(),
  lastAt: each.lastAt.toISOString(),
});

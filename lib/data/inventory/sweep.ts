import 'server-only';
import { instancePages } from '@/lib/aws/instances';
import { interfacePages } from '@/lib/aws/interfaces';
import { type Point, vaultPointPages } from '@/lib/aws/points';
import { protectedResourcePages } from '@/lib/aws/resources';
import { vaultPages } from '@/lib/aws/vaults';
import type { AwsProblem } from '@/lib/aws-problem';
import { databaseNow } from '@/lib/db/about';
import { dropUnseenInterfaces, saveInterfaces } from '@/lib/db/repositories/inventory-interfaces';
import { dropUnseenPoints, type NewPoint, savePoints } from '@/lib/db/repositories/inventory-points';
import { dropUnseen, saveInstances, saveResources } from '@/lib/db/repositories/inventory-resources';
import { beginSweep, failSweep, finishSweep, noteSweepProgress } from '@/lib/db/repositories/inventory-sweeps';
import { dropUnseenVaults, saveVaults } from '@/lib/db/repositories/inventory-vaults';
import { addressesIn, type LayoutInterface } from '@/lib/finding/layout';
import { parseIpv6 } from '@/lib/net/ipv6';
import type { InterfaceFact } from '@/lib/restore/facts';
import type { Result } from '@/lib/result';
import { ownCredentials } from '../identity';
import type { Scope } from '../scope';
import { resourceIdOf } from './resource-id';

/** Rows per statement: PostgreSQL takes 65,535 parameters, and a shorter statement lets others between. */
const ROWS_PER_STATEMENT = 500;

/** What can be swept. */
export type Subject = 'vaults' | 'resources' | 'instances' | 'interfaces' | `points:${string}`;

/** Whether a text names something that can be swept. */
export const isSubject = (text: string): text is Subject =>
  text === 'vaults' || text === 'resources' || text === 'instances' || text === 'interfaces' || text.startsWith('points:');

interface Sweeping<T> {
  readonly pages: AsyncIterable<Result<readonly T[], AwsProblem>>;
  readonly save: (items: readonly T[], sweptAt: Date) => Promise<void>;
  readonly drop: (sweptAt: Date) => Promise<void>;
}

/**
 * Copies one subject from AWS into the inventory. Rows are written as their page arrives; only a sweep that came to its end removes what it did not see, so a problem half-way leaves
 * the old rows in scope. The engine sees to it that there is one at a time per subject. Ends early, by throwing, when `signal` is aborted.
 */
export const sweep = async (scope: Scope, subject: Subject, signal?: AbortSignal): Promise<void> => {
  if (subject === 'vaults') return copy(scope, subject, vaultsOf(scope), signal);
  if (subject === 'resources') return copy(scope, subject, protectedOf(scope), signal);
  if (subject === 'instances') return copy(scope, subject, instancesOf(scope), signal);
  if (subject === 'interfaces') return copy(scope, subject, interfacesOf(scope), signal);
  return copy(scope, subject, pointsOf(scope, subject.slice('points:'.length)), signal);
};

const copy = async <T>(scope: Scope, subject: string, sweeping: Sweeping<T>, signal: AbortSignal | undefined): Promise<void> => {
  // The clock that all workers share: rows that are dated ahead would outlive what they stand for.
  const sweptAt = await databaseNow();
  let read = 0;
  const own = await ownCredentials(scope);
  if (!own.ok && own.error.code === 'other-account') return;
  await beginSweep(scope, subject, sweptAt);
  if (!own.ok) return failSweep(scope, subject, own.error);
  for await (const page of sweeping.pages) {
    signal?.throwIfAborted();
    if (!page.ok) return failSweep(scope, subject, page.error);
    for (let start = 0; start < page.value.length; start += ROWS_PER_STATEMENT)
      await sweeping.save(page.value.slice(start, start + ROWS_PER_STATEMENT), sweptAt);
    read += page.value.length;
    await noteSweepProgress(scope, subject, read);
  }
  await sweeping.drop(sweptAt);
  await finishSweep(scope, subject, await databaseNow());
};

const vaultsOf = (scope: Scope): Sweeping<Parameters<typeof saveVaults>[1][number]> => ({
  pages: vaultPages(scope.aws),
  save: (vaults, sweptAt) =>
    saveVaults(
      scope,
      unique(vaults, (vault) => vault.name),
      sweptAt,
    ),
  drop: (sweptAt) => dropUnseenVaults(scope, sweptAt),
});

const pointsOf = (scope: Scope, vault: string): Sweeping<Point> => ({
  pages: vaultPointPages(scope.aws, vault),
  save: (points, sweptAt) => savePoints(scope, unique(points, (point) => point.arn).map(toRow), sweptAt),
  drop: (sweptAt) => dropUnseenPoints(scope, vault, sweptAt),
});

const protectedOf = (scope: Scope): Sweeping<Parameters<typeof saveResources>[1][number]> => ({
  pages: protectedResourcePages(scope.aws),
  save: (resources, sweptAt) =>
    saveResources(
      scope,
      unique(resources, (resource) => resource.arn),
      sweptAt,
    ),
  drop: (sweptAt) => dropUnseen('resources', scope, sweptAt),
});

const instancesOf = (scope: Scope): Sweeping<Parameters<typeof saveInstances>[1][number]> => ({
  pages: instancePages(scope.aws),
  save: (instances, sweptAt) =>
    saveInstances(
      scope,
      unique(instances, (instance) => instance.id),
      sweptAt,
    ),
  drop: (sweptAt) => dropUnseen('instances', scope, sweptAt),
});

const interfacesOf = (scope: Scope): Sweeping<InterfaceFact> => ({
  pages: interfacePages(scope.aws),
  save: (interfaces, sweptAt) =>
    saveInterfaces(
      scope,
      unique(interfaces, (each) => each.id).map((each) => ({
        id: each.id,
        subnetId: each.subnetId,
        status: each.status,
        type: each.type,
        description: each.description,
        requesterManaged: each.requesterManaged,
        ownerId: each.ownerId,
        managedBy: each.managedBy,
        instanceId: each.instanceId,
        deviceIndex: each.deviceIndex,
        addresses: addressesIn([layoutOf(each)]),
      })),
      sweptAt,
    ),
  drop: (sweptAt) => dropUnseenInterfaces(scope, sweptAt),
});

/** A live interface in the form in which those of backups are. */
const layoutOf = (each: InterfaceFact): LayoutInterface => {
  const [primary = null, ...secondaries] = each.addresses;
  return {
    deviceIndex: each.deviceIndex ?? 0,
    interfaceId: each.id,
    subnetId: each.subnetId,
    groups: [],
    primary,
    secondaries,
    ipv6: each.ipv6Addresses.flatMap((address) => parseIpv6(address) ?? []),
    prefixes: [...each.ipv4Prefixes, ...each.ipv6Prefixes],
  };
};

const toRow = (point: Point): NewPoint => ({ ...point, resourceId: resourceIdOf(point.resourceArn) });

/** One statement must not write a row twice; a list that changes while it is paged may name an item twice. */
const unique = <T>(items: readonly T[], key: (item: T) => string): readonly T[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
];

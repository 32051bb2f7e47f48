import 'server-only';
import { instancePages } from '@/lib/aws/instances';
import { interfacePages } from '@/lib/aws/interfaces';
import { protectedResourcePages } from '@/lib/aws/resources';
import { vaultPages } from '@/lib/aws/vaults';
import type { AwsProblem } from '@/lib/aws-problem';
import type { Seen } from '@/lib/db/repositories/dated-ahead';
import { dropUnseenInterfaces, saveInterfaces } from '@/lib/db/repositories/inventory-interfaces';
import { dropUnseen, saveInstances, saveResources } from '@/lib/db/repositories/inventory-resources';
import { dropUnseenVaults, saveVaults } from '@/lib/db/repositories/inventory-vaults';
import { addressesIn, type LayoutInterface } from '@/lib/finding/layout';
import { parseIpv6 } from '@/lib/net/ipv6';
import type { InterfaceFact } from '@/lib/restore/facts';
import type { Result } from '@/lib/result';
import type { Scope } from '../scope';
import { during } from './during';
import { sweepPoints } from './sweep-points';
import { unique } from './unique';

/** Rows per statement: a shorter one lets others between. */
const ROWS_PER_STATEMENT = 500;

/** What can be swept. */
export type Subject = 'vaults' | 'resources' | 'instances' | 'interfaces' | `points:${string}`;

/** Whether a text names something that can be swept. */
export const isSubject = (text: string): text is Subject =>
  text === 'vaults' || text === 'resources' || text === 'instances' || text === 'interfaces' || text.startsWith('points:');

/** A list that is copied whole each time. */
interface Copied<T> {
  readonly pages: AsyncIterable<Result<readonly T[], AwsProblem>>;
  /** What tells an item from all others of its list. */
  readonly keyOf: (item: T) => string;
  /** Writes items, each at most once. */
  readonly save: (items: readonly T[], sweptAt: Date) => Promise<void>;
  readonly drop: (look: Seen) => Promise<void>;
}

/**
 * Copies one subject from AWS into the inventory. What is new or changed is written as its page arrives; only a sweep that came to its end removes what it did not see, so a problem half-way leaves
 * the old rows in place. The engine sees to it that there is one at a time per subject. Ends early, by throwing, when `signal` is aborted.
 */
export const sweep = async (scope: Scope, subject: Subject, signal?: AbortSignal): Promise<void> => {
  if (subject === 'vaults') return copy(scope, subject, vaultsOf(scope), signal);
  if (subject === 'resources') return copy(scope, subject, protectedOf(scope), signal);
  if (subject === 'instances') return copy(scope, subject, instancesOf(scope), signal);
  if (subject === 'interfaces') return copy(scope, subject, interfacesOf(scope), signal);
  return sweepPoints(scope, subject.slice('points:'.length), signal);
};

const copy = <T>(scope: Scope, subject: string, list: Copied<T>, signal: AbortSignal | undefined): Promise<void> =>
  during(scope, subject, async ({ sweptAt, progress }) => {
    const seen = new Set<string>();
    for await (const page of list.pages) {
      signal?.throwIfAborted();
      if (!page.ok) return page.error;
      for (const item of page.value) seen.add(list.keyOf(item));
      for (let start = 0; start < page.value.length; start += ROWS_PER_STATEMENT)
        await list.save(unique(page.value.slice(start, start + ROWS_PER_STATEMENT), list.keyOf), sweptAt);
      await progress(page.value.length);
    }
    await list.drop({ seen, sweptAt });
    return null;
  });

const vaultsOf = (scope: Scope): Copied<Parameters<typeof saveVaults>[1][number]> => ({
  pages: vaultPages(scope.aws),
  keyOf: (vault) => vault.name,
  save: (vaults, sweptAt) => saveVaults(scope, vaults, sweptAt),
  drop: (look) => dropUnseenVaults(scope, look),
});

const protectedOf = (scope: Scope): Copied<Parameters<typeof saveResources>[1][number]> => ({
  pages: protectedResourcePages(scope.aws),
  keyOf: (resource) => resource.arn,
  save: (resources, sweptAt) => saveResources(scope, resources, sweptAt),
  drop: (look) => dropUnseen('resources', scope, look),
});

const instancesOf = (scope: Scope): Copied<Parameters<typeof saveInstances>[1][number]> => ({
  pages: instancePages(scope.aws),
  keyOf: (instance) => instance.id,
  save: (instances, sweptAt) => saveInstances(scope, instances, sweptAt),
  drop: (look) => dropUnseen('instances', scope, look),
});

const interfacesOf = (scope: Scope): Copied<InterfaceFact> => ({
  pages: interfacePages(scope.aws),
  keyOf: (each) => each.id,
  save: (interfaces, sweptAt) =>
    saveInterfaces(
      scope,
      interfaces.map((each) => ({
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
  drop: (look) => dropUnseenInterfaces(scope, look),
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

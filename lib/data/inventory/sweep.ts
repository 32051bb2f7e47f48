import 'server-only';
import { instancePages } from '@/lib/aws/instances';
import { type Point, vaultPointPages } from '@/lib/aws/points';
import { protectedResourcePages } from '@/lib/aws/resources';
import { vaultPages } from '@/lib/aws/vaults';
import type { AwsProblem } from '@/lib/aws-problem';
import { dropUnseenPoints, type NewPoint, savePoints } from '@/lib/db/repositories/inventory-points';
import { dropUnseen, saveInstances, saveResources } from '@/lib/db/repositories/inventory-resources';
import { beginSweep, failSweep, finishSweep, noteSweepProgress } from '@/lib/db/repositories/inventory-sweeps';
import { dropUnseenVaults, saveVaults } from '@/lib/db/repositories/inventory-vaults';
import type { Place } from '@/lib/paths';
import type { Result } from '@/lib/result';
import { ownCredentials } from '../identity';
import { resourceIdOf } from './resource-id';

/** Rows per statement: PostgreSQL takes 65,535 parameters, and a shorter statement lets others between. */
const ROWS_PER_STATEMENT = 500;

/** What can be swept. */
export type Subject = 'vaults' | 'resources' | 'instances' | `points:${string}`;

/** Whether a text names something that can be swept. */
export const isSubject = (text: string): text is Subject =>
  text === 'vaults' || text === 'resources' || text === 'instances' || text.startsWith('points:');

interface Sweeping<T> {
  readonly pages: AsyncIterable<Result<readonly T[], AwsProblem>>;
  readonly save: (items: readonly T[], sweptAt: Date) => Promise<void>;
  readonly drop: (sweptAt: Date) => Promise<void>;
}

/**
 * Copies one subject from AWS into the inventory. Rows are written as their page arrives; only a sweep that came to its end removes what it did not see, so a problem half-way leaves
 * the old rows in place. The engine sees to it that there is one at a time per subject. Ends early, by throwing, when `signal` is aborted.
 */
export const sweep = async (place: Place, subject: Subject, signal?: AbortSignal): Promise<void> => {
  if (subject === 'vaults') return copy(place, subject, vaultsOf(place), signal);
  if (subject === 'resources') return copy(place, subject, protectedOf(place), signal);
  if (subject === 'instances') return copy(place, subject, instancesOf(place), signal);
  return copy(place, subject, pointsOf(place, subject.slice('points:'.length)), signal);
};

const copy = async <T>(place: Place, subject: string, sweeping: Sweeping<T>, signal: AbortSignal | undefined): Promise<void> => {
  const sweptAt = new Date();
  let read = 0;
  const own = await ownCredentials(place);
  if (!own.ok && own.error.code === 'other-account') return;
  await beginSweep(place, subject, sweptAt);
  if (!own.ok) return failSweep(place, subject, own.error);
  for await (const page of sweeping.pages) {
    signal?.throwIfAborted();
    if (!page.ok) return failSweep(place, subject, page.error);
    for (let start = 0; start < page.value.length; start += ROWS_PER_STATEMENT)
      await sweeping.save(page.value.slice(start, start + ROWS_PER_STATEMENT), sweptAt);
    read += page.value.length;
    await noteSweepProgress(place, subject, read);
  }
  await sweeping.drop(sweptAt);
  await finishSweep(place, subject, new Date());
};

const vaultsOf = (place: Place): Sweeping<Parameters<typeof saveVaults>[1][number]> => ({
  pages: vaultPages(place.region),
  save: (vaults, sweptAt) =>
    saveVaults(
      place,
      unique(vaults, (vault) => vault.name),
      sweptAt,
    ),
  drop: (sweptAt) => dropUnseenVaults(place, sweptAt),
});

const pointsOf = (place: Place, vault: string): Sweeping<Point> => ({
  pages: vaultPointPages(place.region, vault),
  save: (points, sweptAt) => savePoints(place, unique(points, (point) => point.arn).map(toRow), sweptAt),
  drop: (sweptAt) => dropUnseenPoints(place, vault, sweptAt),
});

const protectedOf = (place: Place): Sweeping<Parameters<typeof saveResources>[1][number]> => ({
  pages: protectedResourcePages(place.region),
  save: (resources, sweptAt) =>
    saveResources(
      place,
      unique(resources, (resource) => resource.arn),
      sweptAt,
    ),
  drop: (sweptAt) => dropUnseen('resources', place, sweptAt),
});

const instancesOf = (place: Place): Sweeping<Parameters<typeof saveInstances>[1][number]> => ({
  pages: instancePages(place.region),
  save: (instances, sweptAt) =>
    saveInstances(
      place,
      unique(instances, (instance) => instance.id).map(({ id, name, state }) => ({ id, name, state })),
      sweptAt,
    ),
  drop: (sweptAt) => dropUnseen('instances', place, sweptAt),
});

const toRow = (point: Point): NewPoint => ({ ...point, resourceId: resourceIdOf(point.resourceArn) });

/** One statement must not write a row twice; a list that changes while it is paged may name an item twice. */
const unique = <T>(items: readonly T[], key: (item: T) => string): readonly T[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
];

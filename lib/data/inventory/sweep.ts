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
import { processWide } from '@/lib/process-wide';
import type { Result } from '@/lib/result';
import { logFailure } from '../database-away';
import { ownCredentials } from '../identity';
import { resourceIdOf } from './resource-id';

/** Rows per statement: PostgreSQL takes 65,535 parameters, and a shorter statement lets others between. */
const ROWS_PER_STATEMENT = 500;

/** What can be swept. */
export type Subject = 'vaults' | 'resources' | 'instances' | `points:${string}`;

interface Sweeping<T> {
  readonly pages: AsyncIterable<Result<readonly T[], AwsProblem>>;
  readonly save: (items: readonly T[], sweptAt: Date) => Promise<void>;
  readonly drop: (sweptAt: Date) => Promise<void>;
}

const flights = processWide('inventory-flights', () => new Map<string, Promise<void>>());

const keyOf = (place: Place, subject: string): string => `${place.account}/${place.region}/${subject}`;

/** Whether a sweep of the subject is under way in this process. */
export const isSweeping = (place: Place, subject: string): boolean => flights.has(keyOf(place, subject));

/**
 * Copies one subject from AWS into the inventory. One at a time per subject: whoever asks meanwhile waits for the same sweep. Rows are written as their page
 * arrives; only a sweep that came to its end removes what it did not see, so a problem half-way leaves the old rows in place. Never rejects.
 */
export const sweep = (place: Place, subject: Subject): Promise<void> => {
  const key = keyOf(place, subject);
  const flight = flights.get(key);
  if (flight !== undefined) return flight;
  const started = run(place, subject)
    .catch((error: unknown) => {
      logFailure(`sweep ${subject.split(':')[0]}`, error);
    })
    .finally(() => flights.delete(key));
  flights.set(key, started);
  return started;
};

const run = async (place: Place, subject: Subject): Promise<void> => {
  if (subject === 'vaults') return copy(place, subject, vaultsOf(place));
  if (subject === 'resources') return copy(place, subject, protectedOf(place));
  if (subject === 'instances') return copy(place, subject, instancesOf(place));
  return copy(place, subject, pointsOf(place, subject.slice('points:'.length)));
};

const copy = async <T>(place: Place, subject: string, sweeping: Sweeping<T>): Promise<void> => {
  const sweptAt = new Date();
  let read = 0;
  const own = await ownCredentials(place);
  if (!own.ok && own.error.code === 'other-account') return;
  await beginSweep(place, subject, sweptAt);
  if (!own.ok) return failSweep(place, subject, own.error);
  for await (const page of sweeping.pages) {
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

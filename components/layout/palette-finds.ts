'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { PointView, ResourceView, VaultView } from '@/lib/data/inventory/views';
import type { JobView } from '@/lib/data/jobs/views';
import { type Place, paths } from '@/lib/paths';
import { jobsQuery } from '@/lib/queries/jobs';
import { foundPointsQuery, foundResourcesQuery } from '@/lib/queries/palette';
import { vaultsQuery } from '@/lib/queries/vaults';
import { matching, type PaletteEntry } from './palette-match';

const TYPING_MS = 150;
const MOST_PER_GROUP = 6;
const NOWHERE: Place = { account: '', region: '' };

/** `value` once it has rested for a moment: nobody is asked at each letter. */
const useRested = <T>(value: T): T => {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
};

/** What the palette found in the inventory, by kind. */
export interface Finds {
  readonly vaults: readonly PaletteEntry[];
  readonly resources: readonly PaletteEntry[];
  readonly points: readonly PaletteEntry[];
  readonly jobs: readonly PaletteEntry[];
  readonly searching: boolean;
  readonly failed: boolean;
}

/** Builders of entries, in the words and formats of the person. */
const useEntryOf = (place: Place) => {
  const t = useTranslations('common');
  const format = useFormatter();
  const instant = (at: string): string => format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' });
  const list = (...parts: readonly (string | null)[]): string => parts.filter((part) => part !== null && part !== '').join(' · ');
  return {
    vault: (each: VaultView): PaletteEntry => ({
      id: `vault ${each.name}`,
      text: each.name,
      detail: t('count.points', { count: each.points }),
      words: `${each.name} ${each.arn}`,
      href: paths.vault(place, each.name),
    }),
    resource: (each: ResourceView): PaletteEntry => ({
      id: `resource ${each.arn}`,
      text: each.name ?? each.id,
      detail: list(each.type, each.name === null ? null : each.id, t('count.points', { count: each.points })),
      words: `${each.name ?? ''} ${each.arn}`,
      href: paths.resource(place, each.arn),
    }),
    point: (each: PointView): PaletteEntry => ({
      id: `point ${each.vault} ${each.arn}`,
      text: each.resourceName ?? each.resourceId,
      detail: list(each.resourceType, instant(each.createdAt), each.vault),
      words: `${each.resourceName ?? ''} ${each.resourceArn} ${each.arn}`,
      href: paths.point(place, each.arn, each.vault),
    }),
    job: (each: JobView): PaletteEntry => ({
      id: `job ${each.id}`,
      text: each.resourceName ?? each.resourceId ?? each.id,
      detail: list(instant(each.createdAt), each.createdResourceId, each.id),
      words: `${each.resourceName ?? ''} ${each.resourceArn ?? ''} ${each.createdResourceArn ?? ''} ${each.id}`,
      href: paths.job(place, each.id),
    }),
  };
};

/** Searches the inventory and the restore jobs of `place` for `text`, a moment after the last letter. What was found for the letters before stays while it still fits. */
export const useFinds = (place: Place | null, text: string): Finds => {
  const rested = useRested(text.trim().slice(0, 200));
  const at = place ?? NOWHERE;
  const entry = useEntryOf(at);
  const enabled = place !== null && text.trim() !== '';
  const searchable = enabled && rested !== '';
  const vaults = useQuery({ ...vaultsQuery(at), enabled });
  const jobs = useQuery({ ...jobsQuery(at), enabled });
  const resources = useQuery({ ...foundResourcesQuery(at, rested), enabled: searchable });
  const points = useQuery({ ...foundPointsQuery(at, rested), enabled: searchable });
  const fitting = (entries: readonly PaletteEntry[] | undefined) => (enabled ? matching(entries ?? [], text, MOST_PER_GROUP) : []);
  const all = [vaults, jobs, resources, points];
  return {
    vaults: fitting(vaults.data?.vaults.map(entry.vault)),
    resources: fitting(resources.data?.resources.map(entry.resource)),
    points: fitting(points.data?.points.map(entry.point)),
    jobs: fitting(jobs.data?.jobs.map(entry.job)),
    searching:
      enabled &&
      (rested !== text.trim().slice(0, 200) || all.some((query) => query.isFetching && (query.isPending || query.isPlaceholderData))),
    failed: enabled && all.some((query) => query.isError),
  };
};

'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTimeZone, useTranslations } from 'use-intl';
import { useFindWords, useHolderWords } from '@/components/finding/find-words';
import type { FoundResource, HolderView } from '@/lib/data/finding/views';
import type { VaultView } from '@/lib/data/inventory/views';
import type { JobView } from '@/lib/data/jobs/views';
import { type Place, paths } from '@/lib/paths';
import { findQuery } from '@/lib/queries/finding';
import { jobsQuery } from '@/lib/queries/jobs';
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
  readonly held: readonly PaletteEntry[];
  readonly resources: readonly PaletteEntry[];
  readonly points: readonly PaletteEntry[];
  readonly jobs: readonly PaletteEntry[];
  /** How the text was understood, and what may be missing; where it is more than words of a name. */
  readonly said: readonly string[];
  readonly searching: boolean;
  readonly failed: boolean;
}

const list = (...parts: readonly (string | null)[]): string => parts.filter((part) => part !== null && part !== '').join(' · ');

/** Builders of entries, in the words and formats of the person. */
const useEntryOf = (place: Place) => {
  const t = useTranslations('common');
  const find = useTranslations('find');
  const words = useFindWords();
  const { holder } = useHolderWords();
  return {
    vault: (each: VaultView): PaletteEntry => ({
      id: `vault ${each.name}`,
      text: each.name,
      detail: t('count.points', { count: each.points }),
      words: `${each.name} ${each.arn}`,
      href: paths.vault(place, each.name),
    }),
    held: (each: HolderView): PaletteEntry => ({
      id: `held ${each.interfaceId} ${each.address}`,
      text: each.address,
      detail: find('heldBy', { role: find(`roles.${each.role}`), holder: holder(each) }),
      words: '',
      href: paths.address(place, each.address),
    }),
    resource: (each: FoundResource): PaletteEntry => ({
      id: `resource ${each.arn}`,
      text: each.name ?? each.id,
      detail:
        each.addresses[0] === undefined
          ? list(each.type, each.name === null ? null : each.id, t('count.points', { count: each.points }))
          : words.why(each.addresses[0]),
      words: '',
      href: paths.resource(place, each.arn),
    }),
    point: (each: FoundResource): PaletteEntry => ({
      id: `point ${each.newest.vault} ${each.newest.arn}`,
      text: each.name ?? each.id,
      detail: list(each.type, words.instant(each.newest.createdAt), each.newest.vault),
      words: '',
      href: paths.point(place, each.newest.arn, each.newest.vault),
    }),
    job: (each: JobView): PaletteEntry => ({
      id: `job ${each.id}`,
      text: each.resourceName ?? each.resourceId ?? each.id,
      detail: list(words.instant(each.createdAt), each.createdResourceId, each.id),
      words: `${each.resourceName ?? ''} ${each.resourceArn ?? ''} ${each.createdResourceArn ?? ''} ${each.id}`,
      href: paths.job(place, each.id),
    }),
  };
};

/** Searches the inventory and the restore jobs of `place` for `text`, a moment after the last letter. What was found for the letters before stays until then. */
export const useFinds = (place: Place | null, text: string): Finds => {
  const rested = useRested(text.trim().slice(0, 200));
  const timeZone = useTimeZone() ?? 'UTC';
  const at = place ?? NOWHERE;
  const entry = useEntryOf(at);
  const words = useFindWords();
  const enabled = place !== null && text.trim() !== '';
  const vaults = useQuery({ ...vaultsQuery(at), enabled });
  const jobs = useQuery({ ...jobsQuery(at), enabled });
  const finds = useQuery({ ...findQuery(at, rested, timeZone), enabled: enabled && rested !== '' });
  const fitting = (entries: readonly PaletteEntry[] | undefined) => (enabled ? matching(entries ?? [], text, MOST_PER_GROUP) : []);
  const found = enabled && rested !== '' ? finds.data : undefined;
  const meant = found?.understood.some((term) => term.kind !== 'word') === true && !finds.isPlaceholderData;
  const all = [vaults, jobs, finds];
  return {
    vaults: fitting(vaults.data?.vaults.map(entry.vault)),
    held: (found?.holders ?? []).slice(0, MOST_PER_GROUP).map(entry.held),
    resources: (found?.resources ?? []).slice(0, MOST_PER_GROUP).map(entry.resource),
    points: (found?.resources ?? []).slice(0, MOST_PER_GROUP).map(entry.point),
    jobs: fitting(jobs.data?.jobs.map(entry.job)),
    said: meant && found !== undefined ? [words.understood(found.understood), ...words.missing(found)] : [],
    searching:
      enabled &&
      (rested !== text.trim().slice(0, 200) || all.some((query) => query.isFetching && (query.isPending || query.isPlaceholderData))),
    failed: enabled && all.some((query) => query.isError),
  };
};

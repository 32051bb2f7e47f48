'use client';

import type { IconName } from '@/components/ui/icon';
import { usePlace } from './frame-context';
import { useActionEntries, useCommandEntries, usePageEntries } from './palette-actions';
import { useFilterEntries } from './palette-filters';
import { useFinds } from './palette-finds';
import { matching, type PaletteEntry } from './palette-match';

/** Entries of one kind; `key` names it in `find.palette`. */
export interface PaletteGroup {
  readonly key: 'here' | 'pages' | 'filters' | 'held' | 'vaults' | 'resources' | 'points' | 'jobs' | 'actions';
  readonly icon: IconName;
  readonly entries: readonly PaletteEntry[];
}

const MOST = 8;
/** Before anything is typed, so that the actions below stay in sight. */
const FEW = 4;

/** Everything that `text` finds, in the order in which it is shown; groups without a match are left out. */
export const usePaletteGroups = (text: string) => {
  const place = usePlace();
  const finds = useFinds(place, text);
  const groups: readonly PaletteGroup[] = [
    { key: 'here', icon: 'right', entries: matching(useCommandEntries(), text, Number.POSITIVE_INFINITY) },
    { key: 'pages', icon: 'right', entries: matching(usePageEntries(place), text, MOST) },
    { key: 'filters', icon: 'filter', entries: matching(useFilterEntries(place), text, text.trim() === '' ? FEW : MOST) },
    { key: 'held', icon: 'resource', entries: finds.held },
    { key: 'vaults', icon: 'vault', entries: finds.vaults },
    { key: 'resources', icon: 'resource', entries: finds.resources },
    { key: 'points', icon: 'point', entries: finds.points },
    { key: 'jobs', icon: 'job', entries: finds.jobs },
    { key: 'actions', icon: 'settings', entries: matching(useActionEntries(place, text), text, MOST) },
  ];
  return { groups: groups.filter((group) => group.entries.length > 0), said: finds.said, searching: finds.searching, failed: finds.failed };
};

'use client';

import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { type Place, paths } from '@/lib/paths';
import type { FilterList } from '@/lib/preferences';
import { filtersQuery } from '@/lib/queries/preferences';
import type { PaletteEntry } from './palette-match';

const PAGES: Readonly<Record<Exclude<FilterList, 'history'>, (place: Place) => string>> = {
  points: paths.points,
  resources: paths.resources,
  jobs: paths.jobs,
};

/** The page of a list; `null` where it needs a place and there is none. */
const pageOf = (list: FilterList, place: Place | null): string | null => {
  if (list === 'history') return paths.history();
  return place === null ? null : PAGES[list](place);
};

/** The filters that one has kept, each as the list that it shows. */
export const useFilterEntries = (place: Place | null): readonly PaletteEntry[] => {
  const t = useTranslations('common.nav');
  const { data = [] } = useQuery(filtersQuery());
  return data.flatMap(({ id, list, name, search }) => {
    const page = pageOf(list, place);
    return page === null
      ? []
      : [{ id: `filter ${id}`, text: name, detail: t(list), words: `${name} ${t(list)}`, href: `${page}?${search}` }];
  });
};

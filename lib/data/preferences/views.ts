import type { FilterList } from '@/lib/preferences';

/** A filter that a person has kept. */
export interface SavedFilter {
  readonly id: string;
  readonly list: FilterList;
  readonly name: string;
  /** The filter as the list's address spells it, without `?`. */
  readonly search: string;
}

/** Why a filter was not kept. */
export type FilterProblem =
  /** Another filter of the list has the name; `name`: as it is written there. */
  | { readonly code: 'name-taken'; readonly name: string }
  /** As many as a person may keep for one list are kept. */
  | { readonly code: 'too-many-filters'; readonly most: number };

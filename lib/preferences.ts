// What a person keeps of their lists: which columns show, and filters under names of their own.

/** The lists whose columns can be chosen. Those of points have different columns by what they are about. */
export const COLUMN_LISTS = ['points', 'vault-points', 'resource-points', 'resources', 'jobs', 'history'] as const;
export type ColumnList = (typeof COLUMN_LISTS)[number];

/** The lists whose filters can be kept. */
export const FILTER_LISTS = ['points', 'resources', 'jobs', 'history'] as const;
export type FilterList = (typeof FILTER_LISTS)[number];

/** How many filters a person may keep for one list. */
export const MAX_FILTERS = 30;
/** Characters of a filter's name, and of the search that it stands for. */
export const MAX_FILTER_NAME = 60;
export const MAX_FILTER_SEARCH = 2_000;
export const MAX_COLUMNS = 30;

/** A group that is unfolded: where it stands among the groups, and how many points follow it. */
export interface OpenGroup {
  readonly group: number;
  readonly points: number;
}

/** What a row of the grouped list is: a group's own row, or its `at`-th point. Both count from 0. */
export type RowPlace =
  | { readonly kind: 'group'; readonly group: number }
  | { readonly kind: 'point'; readonly group: number; readonly at: number };

/** All rows: one for each group, and the points of the open ones. */
export const rowCount = (groups: number, open: readonly OpenGroup[]): number => open.reduce((sum, each) => sum + each.points, groups);

/** What stands in row `row`. `open` is sorted by `group`. */
export const placeOfRow = (open: readonly OpenGroup[], row: number): RowPlace => {
  let unfolded = 0;
  for (const each of open) {
    const own = each.group + unfolded;
    if (row <= own) break;
    if (row <= own + each.points) return { kind: 'point', group: each.group, at: row - own - 1 };
    unfolded += each.points;
  }
  return { kind: 'group', group: row - unfolded };
};

/** The row of a group itself. */
export const rowOfGroup = (open: readonly OpenGroup[], group: number): number =>
  open.reduce((row, each) => (each.group < group ? row + each.points : row), group);

/** Where the pages begin that hold items `first` to `last` of a list of `total`. */
export const pagesOf = (first: number, last: number, total: number, pageRows: number): readonly number[] => {
  const pages: number[] = [];
  const end = Math.min(last, total - 1);
  for (let offset = Math.floor(Math.max(first, 0) / pageRows) * pageRows; offset <= end; offset += pageRows) pages.push(offset);
  return pages;
};

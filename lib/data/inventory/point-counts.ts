import type { PointCell } from '@/lib/db/repositories/inventory-points';
import type { PointConditions } from '@/lib/db/repositories/point-conditions';
import type { Facet, PointFacets } from './views';

const LISTS = { types: 'type', statuses: 'status', vaults: 'vault' } as const;
type List = keyof typeof LISTS;
const NAMES = Object.keys(LISTS) as readonly List[];

const isChosen = (values: readonly string[] | undefined): boolean => values !== undefined && values.length > 0;

const meets = (wanted: PointConditions, cell: PointCell, but?: List): boolean =>
  NAMES.every((list) => list === but || !isChosen(wanted[list]) || wanted[list]?.includes(cell[LISTS[list]]));

const sum = (cells: readonly PointCell[]): number => cells.reduce((total, { count }) => total + count, 0);

/** How many points each value of a list has, most frequent first. */
const facet = (cells: readonly PointCell[], list: List): readonly Facet[] => {
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(cell[LISTS[list]], (counts.get(cell[LISTS[list]]) ?? 0) + cell.count);
  return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
};

/**
 * How many points meet the conditions, and what each list of choices would find: it is counted without its own condition, so that a second choice can be seen beside the first. One `look` tells all of it;
 * where only the newest of each resource count, which that is depends on what was chosen, so each list that something was chosen of needs its own.
 */
export const countPointsBy = async (
  wanted: PointConditions,
  look: (wanted: PointConditions) => Promise<readonly PointCell[]>,
): Promise<PointFacets & { readonly total: number }> => {
  if (wanted.newest !== true) {
    const cells = await look({ ...wanted, types: undefined, statuses: undefined, vaults: undefined });
    const of = (list: List): readonly Facet[] =>
      facet(
        cells.filter((cell) => meets(wanted, cell, list)),
        list,
      );
    return { total: sum(cells.filter((cell) => meets(wanted, cell))), types: of('types'), statuses: of('statuses'), vaults: of('vaults') };
  }
  const own = look(wanted);
  const of = async (list: List): Promise<readonly Facet[]> =>
    facet(await (isChosen(wanted[list]) ? look({ ...wanted, [list]: undefined }) : own), list);
  const [cells, types, statuses, vaults] = await Promise.all([own, of('types'), of('statuses'), of('vaults')]);
  return { total: sum(cells), types, statuses, vaults };
};

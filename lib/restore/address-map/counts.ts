import { type AddressField, kindAt } from './field';
import type { Placements } from './placements';
import { ADDRESS_KINDS, type AddressState } from './states';

/** How many addresses of a subnet are in each state, each counted once; and how many of them are in conflict. */
export interface StateCounts {
  readonly states: Readonly<Record<AddressState, number>>;
  readonly conflicts: number;
}

/** Counts the states of a subnet: the sums of the field, corrected by what the plan places. */
export const stateCounts = (field: AddressField, placements: Placements): StateCounts => {
  const states = Object.fromEntries(ADDRESS_KINDS.map((kind, code) => [kind, field.counts[code] ?? 0])) as Record<AddressState, number>;
  states.placed = 0;
  let conflicts = 0;
  for (const [value, placed] of placements) {
    const kind = kindAt(field, value);
    if (kind === null) continue;
    states[kind] -= 1;
    states.placed += 1;
    if (placed.some(({ conflict }) => conflict)) conflicts += 1;
  }
  return { states, conflicts };
};

import { withCompiled } from './compiled';
import type { Figure } from './figure';
import type { waysTimes } from './ways-times';

/** The time to work out how addresses can be had that somebody holds. */
export const benchWays = (): Promise<readonly Figure[]> =>
  withCompiled('bench/ways-times.ts', (module: { readonly waysTimes: typeof waysTimes }) => module.waysTimes());

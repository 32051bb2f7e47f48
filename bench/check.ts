import type { checkTimes } from './check-times';
import { withCompiled } from './compiled';
import type { Figure } from './figure';

/** The times of a check. */
export const benchCheck = (): Promise<readonly Figure[]> =>
  withCompiled('bench/check-times.ts', (module: { readonly checkTimes: typeof checkTimes }) => module.checkTimes());

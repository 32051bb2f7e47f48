import type { NewNic } from '@/lib/restore/plan';

interface OfNic {
  readonly nic: NewNic;
  readonly number: number;
}

/** For `memo`: whether only addresses of the interface have changed, which a part that shows none of them need not be rendered for. */
export const sameBesidesAddresses = (before: OfNic, after: OfNic): boolean => {
  const { primary: _p, secondaries: _s, ...a } = before.nic;
  const { primary: _q, secondaries: _t, ...b } = after.nic;
  return before.number === after.number && (Object.keys(b) as (keyof typeof b)[]).every((key) => a[key] === b[key]);
};

import type { NewNic } from '@/lib/restore/plan';

interface OfNic {
  readonly nic: NewNic;
  readonly number: number;
}

const ADDRESSES: ReadonlySet<keyof NewNic> = new Set<keyof NewNic>(['primary', 'secondaries']);

/** For `memo`: whether only addresses of the interface have changed, which a part that shows none of them need not be rendered for. */
export const sameBesidesAddresses = (before: OfNic, after: OfNic): boolean =>
  before.number === after.number &&
  (Object.keys(after.nic) as (keyof NewNic)[]).every((key) => ADDRESSES.has(key) || before.nic[key] === after.nic[key]);

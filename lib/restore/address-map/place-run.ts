import { type Ipv4, ipv4FromNumber } from '@/lib/net/ipv4';
import type { FactIndex } from '../fact-index';
import { type MovePreview, previewMove } from '../moves';
import type { NewNic, RestorePlan } from '../plan';
import type { Run } from './runs';

/** The addresses of a run. */
export const addressesOf = ({ first, last }: Run): readonly Ipv4[] =>
  Array.from({ length: last - first + 1 }, (_, i) => ipv4FromNumber(first + i));

/** What would come of placing a run of free addresses as secondaries of an interface: one step. */
export const previewRun = (plan: RestorePlan, index: FactIndex, subnetId: string, run: Run, nic: NewNic): MovePreview =>
  previewMove(
    plan,
    index,
    addressesOf(run).map((address) => ({ address, subnetId, from: null })),
    { nic: nic.key, role: 'new-secondary' },
  );

import type { EditorStore } from '@/components/restore/editor-store';
import { fetched } from '@/components/ui/lazy-component';
import type { Target } from '@/lib/restore/command';
import { completeAddress, entriesOf } from './complete';
import { moveTo } from './gestures';

/**
 * Pastes onto a place: one address goes into it, a list into the secondaries of its interface as one step, and what does not fit is told.
 * Answers whether the text was taken.
 */
export const pasteOnto = (store: EditorStore, target: Target, text: string): boolean => {
  const { plan, index, locked } = store.read();
  if (locked || target.role === 'pool') return false;
  const nic = plan.nics.find((each) => each.key === target.nic);
  const entries = entriesOf(text);
  const [first] = entries;
  if (nic?.kind !== 'new' || first === undefined) return false;
  const cidr = nic.subnetId === null ? null : (index.subnets.get(nic.subnetId)?.fact.cidr ?? null);
  const address = completeAddress(first, cidr);
  if (entries.length === 1 && address !== null) moveTo(store, { address, subnetId: nic.subnetId ?? '', from: null }, target);
  else
    fetched(() => import('./paste')).then(
      ({ pasteList }) => pasteList(store, nic.key, text),
      () => undefined,
    );
  return true;
};

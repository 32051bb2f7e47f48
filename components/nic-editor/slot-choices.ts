import type { EditorState, EditorStore, HeldAddress } from '@/components/restore/editor-store';
import type { MenuItem } from '@/components/ui/menu';
import type { Ipv4 } from '@/lib/net/ipv4';
import { addressIn } from '@/lib/restore/apply/addresses';
import { backedUpAddress } from '@/lib/restore/backed-up-address';
import type { Slot, Target } from '@/lib/restore/command';
import { type MovePreview, numberOf, previewMove, targetKey } from '@/lib/restore/moves';
import { freeNear } from './address-state';
import { type NicsTranslator, refusalWords } from './effect-words';
import { carryOut } from './selection';

/** Beyond this many interfaces a menu lists only the moves that go. */
const MANY_INTERFACES = 4;

const item = (store: EditorStore, t: NicsTranslator, key: string, text: string, preview: MovePreview): MenuItem => ({
  key,
  text,
  reason: preview.kind === 'refused' ? refusalWords(t, preview.code, preview.params) : null,
  onChoose: () => carryOut(store, preview),
});

const placing = (state: EditorState, slot: Slot, subnetId: string | null, address: Ipv4): MovePreview =>
  previewMove(state.plan, state.index, [{ address, subnetId: subnetId ?? '', from: null }], slot);

/** Other addresses for the slot: the next free one, and the one that the backup had there. */
export const placeChoices = (store: EditorStore, t: NicsTranslator, slot: Slot, subnetId: string | null): readonly MenuItem[] => {
  const state = store.read();
  const now = addressIn(state.plan, slot);
  const [free] = subnetId === null ? [] : freeNear(state.plan, state.index, subnetId, now, 1);
  const original = backedUpAddress(state.plan, slot);
  return [
    ...(free === undefined ? [] : [item(store, t, 'free', t('menu.useFree', { address: free }), placing(state, slot, subnetId, free))]),
    ...(original === null || original === now
      ? []
      : [item(store, t, 'original', t('menu.useOriginal', { address: original }), placing(state, slot, subnetId, original))]),
  ];
};

const targetsOf = ({ plan }: EditorState, from: Slot): readonly Target[] =>
  plan.nics.flatMap((nic): Target[] => {
    if (nic.kind === 'existing') return [];
    const own = nic.key === from.nic;
    const primary: Target[] = own && from.role === 'primary' ? [] : [{ nic: nic.key, role: 'primary' }];
    const swaps: Target[] =
      own && from.role === 'primary' && nic.secondaries.kind === 'fixed'
        ? nic.secondaries.values.map((_, index): Target => ({ nic: nic.key, role: 'secondary', index }))
        : [];
    const list: Target[] = own && from.role === 'secondary' ? [] : [{ nic: nic.key, role: 'new-secondary' }];
    return [...primary, ...swaps, ...list];
  });

const wordsOf = (t: NicsTranslator, state: EditorState, target: Target): string => {
  if (target.role === 'pool') return t('menu.takeOut');
  const number = numberOf(state.plan, target.nic);
  if (target.role === 'new-secondary') return t('menu.toSecondaries', { number });
  const other = addressIn(state.plan, target);
  if (other !== null) return t('menu.swapWith', { address: other, number });
  return t('menu.toPrimary', { number });
};

/** Everywhere else the address could go; each says why where it cannot. */
export const moveChoices = (store: EditorStore, t: NicsTranslator, own: HeldAddress, from: Slot): readonly MenuItem[] => {
  const state = store.read();
  const many = state.plan.nics.length > MANY_INTERFACES;
  return targetsOf(state, from).flatMap((target) => {
    const preview = previewMove(state.plan, state.index, [own], target);
    return many && preview.kind === 'refused' ? [] : [item(store, t, targetKey(target), wordsOf(t, state, target), preview)];
  });
};

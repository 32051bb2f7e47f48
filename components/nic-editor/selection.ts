import type { EditorState, EditorStore, HeldAddress } from '@/components/restore/editor-store';
import type { Ipv4 } from '@/lib/net/ipv4';
import type { Target } from '@/lib/restore/command';
import { type MovePreview, previewMove, slotOf, targetKey } from '@/lib/restore/moves';

/**
 * An address of a subnet as it is selected: from its slot where the plan places it already, else from the map.
 * For whoever starts a drag or a pick-up by address and not by slot.
 */
export const heldFor = (state: EditorState, subnetId: string, address: Ipv4): HeldAddress => ({
  address,
  subnetId,
  from: slotOf(state.plan, subnetId, address),
});

const LOCKED: MovePreview = { kind: 'refused', code: 'locked', params: {} };

/** Previews of one selection over one plan. They are asked for by each slot on each change, so each is made once. */
let made: { readonly of: readonly unknown[]; readonly previews: Map<string, MovePreview> } = { of: [], previews: new Map() };

/** What would come of putting what is held onto `target`; `null` while nothing is selected. The same object for the same state. */
export const previewAt = (state: EditorState, target: Target): MovePreview | null => {
  if (state.held.length === 0) return null;
  if (state.locked) return LOCKED;
  const of = [state.plan, state.index, state.held];
  if (of.some((each, i) => each !== made.of[i])) made = { of, previews: new Map() };
  const key = targetKey(target);
  const known = made.previews.get(key) ?? previewMove(state.plan, state.index, state.held, target);
  made.previews.set(key, known);
  return known;
};

/** Carries out what a preview showed and tells what came of it; a refusal leaves everything as it is and is told. Answers whether it went. */
export const carryOut = (store: EditorStore, preview: MovePreview): boolean => {
  if (preview.kind === 'refused') {
    store.tell({ kind: 'refused', code: preview.code, params: preview.params });
    return false;
  }
  return store.together(() => {
    if (!store.perform(preview.step).ok) return false;
    store.hold([]);
    store.tell({ kind: 'done', effect: preview.effect, params: preview.params });
    return true;
  });
};

/** Puts what is held onto `target` as one undoable step and clears the selection; a refusal leaves it selected and is told. */
export const put = (store: EditorStore, target: Target): boolean => {
  const preview = previewAt(store.read(), target);
  return preview !== null && carryOut(store, preview);
};

/** Clears the selection; what was selected stays where it was. */
export const clearSelection = (store: EditorStore): void => {
  if (store.read().held.length === 0) return;
  store.hold([]);
  store.tell({ kind: 'cleared' });
};

const sameHeld = (a: HeldAddress, b: HeldAddress): boolean => a.address === b.address && a.subnetId === b.subnetId;

export const isHeld = (state: EditorState, address: HeldAddress): boolean => state.held.some((each) => sameHeld(each, address));

/** Adds an address to the selection, or takes it out again. */
export const toggleHeld = (store: EditorStore, address: HeldAddress): void => {
  const { held } = store.read();
  const without = held.filter((each) => !sameHeld(each, address));
  // The place is one to gather from now, not one to put into.
  store.aim(null);
  if (without.length === held.length) store.hold([...held, address]);
  else if (without.length === 0) clearSelection(store);
  else store.hold(without);
};

import type { EditorStore, HeldAddress } from '@/components/restore/editor-store';
import type { Slot, Target } from '@/lib/restore/command';
import { previewMove } from '@/lib/restore/moves';
import { carryOut, clearSelection, isHeld, put, toggleHeld } from './selection';

/** Moves one address in a single gesture, without a selection. */
export const moveTo = (store: EditorStore, own: HeldAddress, target: Target): boolean => {
  const { plan, index } = store.read();
  return carryOut(store, previewMove(plan, index, [own], target));
};

/** Takes what stands in a slot out of the plan; a primary becomes automatic. */
export const takeOut = (store: EditorStore, own: HeldAddress): boolean => moveTo(store, own, { role: 'pool' });

/** Keys held with a click or Enter. */
interface Modifiers {
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * A click, a tap or Enter on a place. With nothing selected it selects the address; otherwise it puts down what is selected; on what is selected itself it clears the selection.
 * With Ctrl or Shift several are selected. Answers `edit` where there is nothing to take and nothing to put: the place then wants typing.
 */
export const actOn = (store: EditorStore, target: Target, own: HeldAddress | null, keys: Modifiers): 'edit' | 'done' => {
  const state = store.read();
  if (own !== null && (keys.ctrlKey || keys.metaKey || keys.shiftKey)) toggleHeld(store, own);
  else if (state.held.length > 0) {
    if (own !== null && isHeld(state, own)) clearSelection(store);
    else put(store, target);
  } else if (own === null) return 'edit';
  else store.hold([own]);
  return 'done';
};

/** The slot as an address that can be held; `null` where nothing fixed stands in it. */
export const ownOf = (slot: Slot, address: HeldAddress['address'] | null, subnetId: string | null): HeldAddress | null =>
  address === null ? null : { address, subnetId: subnetId ?? '', from: slot };

'use client';

import { carryOut, clearSelection, heldFor, isHeld, toggleHeld } from '@/components/nic-editor/selection';
import { useEditorStore } from '@/components/restore/editor-context';
import type { EditorStore } from '@/components/restore/editor-store';
import { ipv4FromNumber } from '@/lib/net/ipv4';
import { kindAt } from '@/lib/restore/address-map/field';
import { previewOnMap } from '@/lib/restore/address-map/gestures';
import { isUsable } from '@/lib/restore/address-map/runs';
import type { MapSubnet } from '@/lib/restore/address-map/story';
import { isTakenUp } from './cell-look';

const press = (store: EditorStore, subnet: MapSubnet, value: number, add: boolean): void => {
  const state = store.read();
  if (state.locked) return;
  const [first] = state.held;
  const fromSlot = first !== undefined && first.from !== null;
  // With a slot's selected address a free cell is a place to put down; nothing else is, so that no click takes an address out of the plan by mistake.
  if (fromSlot && !add && isUsable(subnet.field, subnet.placements, value)) {
    carryOut(store, previewOnMap(state.plan, state.index, state.held, subnet, value));
    return;
  }
  const kind = kindAt(subnet.field, value);
  if (kind === null || (!subnet.placements.has(value) && !isTakenUp(kind))) return;
  const wanted = heldFor(state, subnet.index.fact.id, ipv4FromNumber(value));
  if (add) toggleHeld(store, wanted);
  else if (isHeld(state, wanted)) clearSelection(store);
  else store.hold([wanted]);
};

/**
 * What a click or Enter on an address does: takes it up, puts down what a slot gave, or clears the selection. With `add` (Shift, Ctrl or Command) it joins the selection.
 * An address that cannot be taken up only tells its story.
 */
export const usePress = (subnet: MapSubnet): ((value: number, add: boolean) => void) => {
  const store = useEditorStore();
  return (value, add) => press(store, subnet, value, add);
};

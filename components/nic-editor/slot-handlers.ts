import type { KeyboardEvent, MouseEvent } from 'react';
import type { EditorStore, HeldAddress } from '@/components/restore/editor-store';
import type { Target } from '@/lib/restore/command';
import { actOn, takeOut } from './gestures';
import { clearSelection, isHeld, toggleHeld } from './selection';
import { keepFocus } from './walk';

interface SlotOf {
  readonly store: EditorStore;
  readonly slot: Target;
  readonly own: HeldAddress | null;
  readonly locked: boolean;
  /** Opens the place for typing, with what was typed already. */
  readonly edit: (initial: string) => void;
}

const onKeyDown = ({ store, own, locked, edit }: SlotOf, event: KeyboardEvent<HTMLElement>): void => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === ' ') {
    // A button's own click by Space would put down; here it gathers.
    event.preventDefault();
    if (own !== null && !locked) toggleHeld(store, own);
  } else if (locked) return;
  else if (event.key === 'F2' || /^[\d.]$/.test(event.key)) {
    event.preventDefault();
    clearSelection(store);
    edit(event.key === 'F2' ? '' : event.key);
  } else if ((event.key === 'Delete' || event.key === 'Backspace') && own !== null) {
    event.preventDefault();
    keepFocus(event.currentTarget);
    takeOut(store, own);
  }
};

/** What a place does: on its button (click, tap, keys) and around it (pointing). */
export const slotHandlers = (of: SlotOf) => {
  const { store, slot, own, locked, edit } = of;
  const point = () => {
    if (own !== null) store.point({ kind: 'address', address: own.address, subnetId: own.subnetId });
    const state = store.read();
    if (state.held.length > 0) store.aim(own !== null && isHeld(state, own) ? null : slot);
  };
  const leave = () => {
    if (own !== null) store.point(null);
    store.aim(null);
  };
  return {
    // A pressed button is about to drag something: what it passes on its first steps is not what it points at.
    area: { onMouseEnter: (event: MouseEvent) => event.buttons === 0 && point(), onMouseLeave: leave },
    button: {
      onFocus: point,
      onBlur: leave,
      onClick: (event: MouseEvent<HTMLElement>) => {
        keepFocus(event.currentTarget);
        if (!locked && actOn(store, slot, own, event) === 'edit') edit('');
      },
      onDoubleClick: () => {
        if (locked || own === null) return;
        if (isHeld(store.read(), own)) clearSelection(store);
        edit('');
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => onKeyDown(of, event),
      onKeyUp: (event: KeyboardEvent<HTMLElement>) => {
        if (event.key === ' ') event.preventDefault();
      },
    },
  };
};

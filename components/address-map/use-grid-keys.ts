'use client';

import type { KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { clearSelection } from '@/components/nic-editor/selection';
import { useEditorStore } from '@/components/restore/editor-context';
import { isTiled } from '@/lib/restore/address-map/geometry';
import { isMoveKey, moveAmongAddresses } from '@/lib/restore/address-map/movement';
import type { MapModel } from './map-model';
import { goNextFree } from './next-free';

/** Keys of the grid of addresses: movement, Enter and Space to select and to move, Esc to clear the selection or to go back to the tiles, n for the next free address. */
export const useGridKeys = (model: MapModel, press: (value: number, add: boolean) => void) => {
  const t = useTranslations('restore.map');
  const store = useEditorStore();
  const { cursor } = model.view;
  const { range } = model.subnet.field;
  const back = (): boolean => {
    if (store.read().held.length > 0) clearSelection(store);
    else if (isTiled(range)) model.go({ value: cursor, open: false, focus: true });
    else return false;
    return true;
  };
  const handle = (event: KeyboardEvent): boolean => {
    const { key } = event;
    if (isMoveKey(key)) {
      if (event.altKey || event.metaKey) return false;
      model.go({ value: moveAmongAddresses(range, cursor, key, event.ctrlKey), open: true, focus: true });
      return true;
    }
    if (key === 'Enter' || key === ' ') {
      press(cursor, event.shiftKey || event.ctrlKey || event.metaKey || key === ' ');
      return true;
    }
    if (key === 'Escape') return back();
    if (key !== 'n' || event.ctrlKey || event.metaKey || event.altKey) return false;
    goNextFree(model, t);
    return true;
  };
  return (event: KeyboardEvent): void => {
    if (handle(event)) event.preventDefault();
  };
};

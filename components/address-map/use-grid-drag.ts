'use client';

import { type DragEvent, type RefObject, useEffect, useRef } from 'react';
import { useAddressDrag, useAddressDrop } from '@/components/nic-editor/drag';
import { carryOut, heldFor } from '@/components/nic-editor/selection';
import { useEditorStore } from '@/components/restore/editor-context';
import { ipv4FromNumber } from '@/lib/net/ipv4';
import { addressOf, cellAtPoint, type Grid } from '@/lib/restore/address-map/geometry';
import { previewOnMap } from '@/lib/restore/address-map/gestures';
import type { Target } from '@/lib/restore/command';
import type { MovePreview } from '@/lib/restore/moves';
import type { MapModel } from './map-model';

/** Dragging out of the cells, and dropping what a slot gave onto one (that address instead) or beside them (out of the plan). */
export const useGridDrag = (
  { subnet, pointer }: MapModel,
  box: RefObject<HTMLElement | null>,
  grid: Grid,
  valueAt: (target: EventTarget) => number | null,
) => {
  const store = useEditorStore();
  const last = useRef<MovePreview | null>(null);
  useEffect(() => {
    const endWithSelection = () => {
      if (store.read().held.length === 0) pointer.end();
    };
    // A drag may have ended while another map was shown, or none.
    endWithSelection();
    return store.subscribe(endWithSelection);
  }, [store, pointer]);
  const drag = useAddressDrag((event) => {
    const value = valueAt(event.target);
    if (value === null) return [];
    pointer.drag(null);
    return [heldFor(store.read(), subnet.index.fact.id, ipv4FromNumber(value))];
  });
  /** The address under the pointer: told from the point, for while something is dragged the element may be what lies over the cell. */
  const under = (event: DragEvent): number | null => {
    const area = box.current?.getBoundingClientRect();
    const cell = area === undefined ? null : cellAtPoint(grid, area, event.clientX - area.left, event.clientY - area.top);
    return cell === null ? null : addressOf(grid, cell);
  };
  const targetAt = (event: DragEvent): Target | null => {
    const { plan, index, held } = store.read();
    const value = grid.step === 1 ? under(event) : null;
    pointer.drag(value);
    last.current = held.some(({ from }) => from !== null) ? previewOnMap(plan, index, held, subnet, value) : null;
    // Another address in the slot's place is no target of the plan; the pool is.
    return last.current?.kind === 'legal' && last.current.effect.startsWith('return') ? { role: 'pool' } : null;
  };
  const drop = useAddressDrop(box, targetAt, {
    previewAt: () => last.current,
    leave: () => pointer.drag(null),
    drop: () => {
      if (last.current !== null) carryOut(store, last.current);
    },
  });
  return { drag, drop };
};

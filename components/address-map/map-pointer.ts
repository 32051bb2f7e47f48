'use client';

import { useSyncExternalStore } from 'react';

/** What the pointer is over in the map. Apart from React, so that a pointer that moves paints what tells of it and not the grid. */
export interface MapPointer {
  readonly read: () => PointedAt | null;
  readonly subscribe: (listener: () => void) => () => void;
  readonly point: (at: PointedAt | null) => void;
}

export interface PointedAt {
  /** First address of the cell or tile. */
  readonly value: number;
  /** Something is being dragged over it. */
  readonly dragging: boolean;
}

export const createMapPointer = (): MapPointer => {
  const listeners = new Set<() => void>();
  let at: PointedAt | null = null;
  return {
    read: () => at,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    point: (next) => {
      if (next?.value === at?.value && next?.dragging === at?.dragging) return;
      at = next;
      for (const listener of listeners) listener();
    },
  };
};

const nowhere = () => null;

/** The first address of what the pointer is over while nothing is dragged; `null` otherwise. Renders when that changes, not at every movement of a drag. */
export const usePointedValue = (pointer: MapPointer): number | null =>
  useSyncExternalStore(
    pointer.subscribe,
    () => {
      const at = pointer.read();
      return at === null || at.dragging ? null : at.value;
    },
    nowhere,
  );

/** The place that the pointer is over. */
export const usePointedAt = (pointer: MapPointer): PointedAt | null => useSyncExternalStore(pointer.subscribe, pointer.read, nowhere);

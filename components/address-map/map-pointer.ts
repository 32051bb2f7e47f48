'use client';

import { useSyncExternalStore } from 'react';

/** What the pointer is over in the map. Apart from React, so that a pointer that moves paints what tells of it and not the grid. */
export interface MapPointer {
  readonly read: () => PointedAt | null;
  /** The first address of what was last pointed at without dragging anything: whose story is told. A drag tells of its drop at the pointer and lets the story be. */
  readonly told: () => number | null;
  readonly subscribe: (listener: () => void) => () => void;
  /** Points at the cell or tile that begins with `value`; `null`: at nothing. Not heard during a drag, when the browser says that the pointer has left. */
  readonly point: (value: number | null) => void;
  /** Something is being dragged: over a cell or tile, or (`null`) beside the map. */
  readonly drag: (value: number | null) => void;
  /** Nothing is dragged any more. */
  readonly end: () => void;
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
  let told: number | null = null;
  let drags = false;
  const set = (value: number | null): void => {
    const story = drags ? told : value;
    if (value === (at?.value ?? null) && drags === (at?.dragging ?? drags) && story === told) return;
    at = value === null ? null : { value, dragging: drags };
    told = story;
    for (const listener of listeners) listener();
  };
  return {
    read: () => at,
    told: () => told,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    point: (value) => {
      if (!drags) set(value);
    },
    drag: (value) => {
      drags = true;
      set(value);
    },
    end: () => {
      if (!drags) return;
      drags = false;
      set(null);
    },
  };
};

const nowhere = () => null;

/** Whose story is told; `null`: nothing was pointed at. Renders when that changes, not at every movement of a drag. */
export const useToldValue = (pointer: MapPointer): number | null => useSyncExternalStore(pointer.subscribe, pointer.told, nowhere);

/** The place that the pointer is over. */
export const usePointedAt = (pointer: MapPointer): PointedAt | null => useSyncExternalStore(pointer.subscribe, pointer.read, nowhere);

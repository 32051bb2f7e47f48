'use client';

import { useSyncExternalStore } from 'react';

/** A dialog that belongs to the frame and can be opened from anywhere. */
export type FrameDialog = 'palette' | 'shortcuts';

let open: FrameDialog | null = null;
const listeners = new Set<() => void>();

/** Opens one of the frame's dialogs in place of any other; `null` closes it. */
export const openFrameDialog = (dialog: FrameDialog | null): void => {
  open = dialog;
  for (const listener of listeners) listener();
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Which of the frame's dialogs is open. */
export const useFrameDialog = (): FrameDialog | null =>
  useSyncExternalStore(
    subscribe,
    () => open,
    () => null,
  );

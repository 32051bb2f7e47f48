'use client';

import { useEffect } from 'react';
import { openFrameDialog, useFrameDialog } from './frame-dialogs-store';
import { usePreferences } from './preferences';

/** Where letters are typed, so that a key without a modifier belongs to the text. */
const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input, textarea, select, [role="textbox"], [role="combobox"]'));

/** Something modal is open: its keys are its own. */
const isModal = (): boolean => document.querySelector('dialog:modal') !== null;

/** The frame's own keys: Ctrl or Command with K anywhere, "/" and "?" where nobody types (unless turned off). */
export const useFrameKeys = (): void => {
  const open = useFrameDialog();
  const { singleKeys } = usePreferences();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return;
      const modified = event.ctrlKey || event.metaKey;
      if (modified && !event.shiftKey && event.key.toLowerCase() === 'k') {
        if (open === null && isModal()) return;
        event.preventDefault();
        openFrameDialog(open === 'palette' ? null : 'palette');
      } else if (!modified && singleKeys && !isTyping(event.target) && !isModal() && (event.key === '/' || event.key === '?')) {
        event.preventDefault();
        openFrameDialog(event.key === '/' ? 'palette' : 'shortcuts');
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [open, singleKeys]);
};

'use client';

import { lazy, Suspense, useEffect, useState } from 'react';
import { type FrameDialog, useFrameDialog } from './frame-dialogs-store';

const Palette = lazy(async () => ({ default: (await import('./palette')).Palette }));
const ShortcutSheet = lazy(async () => ({ default: (await import('./shortcut-sheet')).ShortcutSheet }));

/** The frame's dialogs. Each is loaded when it is first wanted, and stays, closed, so that closing can give the focus back to where it was. */
export const FrameDialogs = () => {
  const open = useFrameDialog();
  const [wanted, setWanted] = useState<readonly FrameDialog[]>([]);
  useEffect(() => {
    if (open !== null) setWanted((before) => (before.includes(open) ? before : [...before, open]));
  }, [open]);
  return (
    <Suspense fallback={null}>
      {wanted.includes('palette') && <Palette open={open === 'palette'} />}
      {wanted.includes('shortcuts') && <ShortcutSheet open={open === 'shortcuts'} />}
    </Suspense>
  );
};

'use client';

import { Suspense, useEffect, useState } from 'react';
import { AskAgain } from '@/components/sign-in/ask-again';
import { lazyComponent } from '@/components/ui/lazy-component';
import { type FrameDialog, useFrameDialog } from './frame-dialogs-store';
import { wordedPart } from './worded-part';

const Palette = wordedPart('find', () => import('./palette').then((module) => module.Palette));
const ShortcutSheet = lazyComponent(() => import('./shortcut-sheet').then((module) => module.ShortcutSheet));

/** The frame's dialogs. Each is loaded when it is first wanted, and stays, closed, so that closing can give the focus back to where it was. */
export const FrameDialogs = () => {
  const open = useFrameDialog();
  const [wanted, setWanted] = useState<readonly FrameDialog[]>([]);
  useEffect(() => {
    if (open !== null) setWanted((before) => (before.includes(open) ? before : [...before, open]));
  }, [open]);
  return (
    <>
      <AskAgain />
      <Suspense>{wanted.includes('palette') && <Palette open={open === 'palette'} />}</Suspense>
      <Suspense>{wanted.includes('shortcuts') && <ShortcutSheet open={open === 'shortcuts'} />}</Suspense>
    </>
  );
};

'use client';

import { Suspense, useRef } from 'react';
import { lazyComponent } from '@/components/ui/lazy-component';

export type DialogName = 'presets' | 'compare' | 'metadata' | 'review' | 'discard';

const Presets = lazyComponent(() => import('./presets-dialog').then((module) => module.PresetsDialog));
const Compare = lazyComponent(() => import('./compare-dialog').then((module) => module.CompareDialog));
const Metadata = lazyComponent(() => import('./metadata-dialog').then((module) => module.MetadataDialog));
const Review = lazyComponent(() => import('./review-dialog').then((module) => module.ReviewDialog));
const Discard = lazyComponent(() => import('./discard').then((module) => module.Discard));

/**
 * The dialogs of the page. Each is loaded when it is first opened and then stays, closed, so that a native dialog can give the focus back to where it was. Each waits
 * for its code by itself: one that cannot be fetched keeps no other back.
 */
export const Dialogs = ({ open, onClose }: { readonly open: DialogName | null; readonly onClose: () => void }) => {
  const wanted = useRef(new Set<DialogName>());
  if (open !== null) wanted.current.add(open);
  const has = (name: DialogName): boolean => wanted.current.has(name);
  return (
    <>
      <Suspense>{has('presets') && <Presets open={open === 'presets'} onClose={onClose} />}</Suspense>
      <Suspense>{has('compare') && <Compare open={open === 'compare'} onClose={onClose} />}</Suspense>
      <Suspense>{has('metadata') && <Metadata open={open === 'metadata'} onClose={onClose} />}</Suspense>
      <Suspense>{has('discard') && <Discard open={open === 'discard'} onClose={onClose} />}</Suspense>
      <Suspense>{has('review') && <Review open={open === 'review'} onClose={onClose} />}</Suspense>
    </>
  );
};

'use client';

import dynamic from 'next/dynamic';
import { useRef } from 'react';

export type DialogName = 'presets' | 'compare' | 'metadata' | 'review' | 'discard';

const Presets = dynamic(() => import('./presets-dialog').then((module) => module.PresetsDialog), { ssr: false });
const Compare = dynamic(() => import('./compare-dialog').then((module) => module.CompareDialog), { ssr: false });
const Metadata = dynamic(() => import('./metadata-dialog').then((module) => module.MetadataDialog), { ssr: false });
const Review = dynamic(() => import('./review-dialog').then((module) => module.ReviewDialog), { ssr: false });
const Discard = dynamic(() => import('./discard').then((module) => module.Discard), { ssr: false });

/**
 * The dialogs of the page. Each is loaded when it is first opened and then stays, closed, so that a native dialog can give the focus back to where it was.
 */
export const Dialogs = ({ open, onClose }: { readonly open: DialogName | null; readonly onClose: () => void }) => {
  const wanted = useRef(new Set<DialogName>());
  if (open !== null) wanted.current.add(open);
  const has = (name: DialogName): boolean => wanted.current.has(name);
  return (
    <>
      {has('presets') && <Presets open={open === 'presets'} onClose={onClose} />}
      {has('compare') && <Compare open={open === 'compare'} onClose={onClose} />}
      {has('metadata') && <Metadata open={open === 'metadata'} onClose={onClose} />}
      {has('discard') && <Discard open={open === 'discard'} onClose={onClose} />}
      {has('review') && <Review open={open === 'review'} onClose={onClose} />}
    </>
  );
};

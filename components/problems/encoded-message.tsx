'use client';

import { Suspense } from 'react';
import { part } from '@/components/ui/part';

// Few failures come encoded: what opens them is loaded when one does.
const DecodeMessage = part(() => import('./decode-message').then((module) => module.DecodeMessage));

/** An encoded authorization message of AWS (F1): it can be copied, and opened here where the console may. */
export const EncodedMessage = ({ encoded }: { readonly encoded: string }) => (
  <Suspense fallback={<div className="min-h-7" />}>
    <DecodeMessage key={encoded} encoded={encoded} />
  </Suspense>
);

'use client';

import { lazy, Suspense } from 'react';

// Few failures come encoded: what opens them is loaded when one does.
const DecodeMessage = lazy(() => import('./decode-message').then((module) => ({ default: module.DecodeMessage })));

/** An encoded authorization message of AWS (F1): it can be copied, and opened here where the console may. */
export const EncodedMessage = ({ encoded }: { readonly encoded: string }) => (
  <Suspense fallback={<div className="min-h-7" />}>
    <DecodeMessage key={encoded} encoded={encoded} />
  </Suspense>
);

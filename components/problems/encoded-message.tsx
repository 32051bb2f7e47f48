'use client';

import { Suspense } from 'react';
import { lazyComponent } from '@/components/ui/lazy-component';
import type { DecodedAuthorization } from '@/lib/data/preflight/views';

// Few failures come encoded: what opens them is loaded when one does.
const DecodeMessage = lazyComponent(() => import('./decode-message').then((module) => module.DecodeMessage));

interface Props {
  readonly encoded: string;
  /** Told once it was opened. */
  readonly onDecoded?: (decoded: DecodedAuthorization) => void;
}

/** An encoded authorization message of AWS (F1): it can be copied, and opened here where the console may. */
export const EncodedMessage = ({ encoded, onDecoded }: Props) => (
  <Suspense fallback={<div className="min-h-7" />}>
    <DecodeMessage key={encoded} encoded={encoded} {...(onDecoded === undefined ? {} : { onDecoded })} />
  </Suspense>
);

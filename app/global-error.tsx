'use client';

import { Suspense } from 'react';
import type { BoundaryProps } from '@/components/layout/broken-page';
import { lazyComponent } from '@/components/ui/lazy-component';
import './globals.css';

/** Fetched where it is needed: every page of the console carries this file. */
const LastResort = lazyComponent(() => import('@/components/layout/last-resort').then((file) => file.LastResort));

/** Until it is there, also where it cannot be fetched: what needs no words of any language. */
const Meanwhile = () => (
  <>
    <h1>Rehome</h1>
    <button type="button" onClick={() => window.location.reload()}>
      ↻
    </button>
  </>
);

/** The last resort: the frame itself failed, so this stands alone. */
const GlobalError = ({ error }: BoundaryProps) => (
  <html lang="en">
    <body>
      <title>Rehome</title>
      <main className="mx-auto flex max-w-2xl flex-col items-start gap-3 px-4 py-16">
        <Suspense fallback={<Meanwhile />}>
          <LastResort error={error} />
        </Suspense>
      </main>
    </body>
  </html>
);

export default GlobalError;

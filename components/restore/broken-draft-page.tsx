'use client';

import { type ComponentProps, Suspense } from 'react';
import { lazyComponent } from '@/components/ui/lazy-component';

const BrokenDraft = lazyComponent(() => import('./broken-draft').then((module) => module.BrokenDraft));

/** In place of a plan that cannot be read. Its code comes only where there is one. */
export const BrokenDraftPage = (props: ComponentProps<typeof BrokenDraft>) => (
  <Suspense fallback={null}>
    <BrokenDraft {...props} />
  </Suspense>
);

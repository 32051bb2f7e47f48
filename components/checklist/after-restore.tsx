'use client';

import { Suspense } from 'react';
import { wordedPart } from '@/components/layout/worded-part';
import type { Place } from '@/lib/paths';

const ChecklistPanel = wordedPart('checklist', () => import('./checklist-panel').then((module) => module.ChecklistPanel));

/** The checklist of a completed restore, whose code and words come after the page. */
export const AfterRestore = (props: { readonly place: Place; readonly restoreId: string }) => (
  <Suspense fallback={null}>
    <ChecklistPanel {...props} />
  </Suspense>
);

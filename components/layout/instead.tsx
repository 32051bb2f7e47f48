'use client';

import { Suspense } from 'react';
import { lazyComponent } from '@/components/ui/lazy-component';
import type { Tellable } from '@/components/ui/problem-words';

/*
 * What the server answers with instead of a page. Every page carries what it may have to show, so this comes when it is shown: whoever sees it has just had an answer, so there is a connection.
 */
const Problem = lazyComponent(() => import('./problem-page').then((file) => file.ProblemPage));
const Missing = lazyComponent(() => import('./missing-page').then((file) => file.MissingPage));
const MissingHere = lazyComponent(() => import('./missing-page').then((file) => file.MissingInPlace));

export const ProblemInstead = ({ problem }: { readonly problem: Tellable }) => (
  <Suspense>
    <Problem problem={problem} />
  </Suspense>
);

export const MissingInstead = () => (
  <Suspense>
    <Missing />
  </Suspense>
);

export const MissingInPlaceInstead = () => (
  <Suspense>
    <MissingHere />
  </Suspense>
);

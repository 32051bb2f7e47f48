'use client';

import { ProblemState } from '@/components/ui/problem-state';
import type { Tellable } from '@/components/ui/problem-words';
import { ComeBack } from './come-back';
import { RetryButton } from './retry-button';

/** What stands in the place of a page whose data could not be had: why, another try, and that it comes back by itself where that may help. */
export const ProblemPage = ({ problem }: { readonly problem: Tellable }) => (
  <ProblemState
    page
    problem={problem}
    actions={
      <>
        <RetryButton />
        <ComeBack problem={problem} />
      </>
    }
  />
);

'use client';

import { useEffect } from 'react';
import { ProblemState } from '@/components/ui/problem-state';
import type { Tellable } from '@/components/ui/problem-words';
import { noteNotPermitted } from '@/lib/queries/role-news';
import { ComeBack } from './come-back';
import { RetryButton } from './retry-button';

/** What stands in the place of a page whose data could not be had: why, another try, and that it comes back by itself where that may help. */
export const ProblemPage = ({ problem }: { readonly problem: Tellable }) => {
  const refused = problem.code === 'not-permitted';
  useEffect(() => {
    if (refused) noteNotPermitted();
  }, [refused]);
  return (
    <ProblemState
      page
      problem={problem}
      actions={
        <>
          {/* Whoever lacks a role has to ask for it; another try helps only then. */}
          <RetryButton tone={refused ? 'secondary' : 'primary'} />
          <ComeBack problem={problem} />
        </>
      }
    />
  );
};

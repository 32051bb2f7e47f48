import { notFound } from 'next/navigation';
import { ProblemState } from '@/components/ui/problem-state';
import type { Tellable } from '@/components/ui/problem-words';
import { ComeBack } from './come-back';
import { RetryButton } from './retry-button';

const MISSING = ['not-found', 'wrong-account', 'bad-input'];

/** Server component: a page whose data could not be had. What does not exist answers 404 through the nearest `not-found.tsx`; the rest is said in words, with another try, which the page makes by itself where that may help. */
export const PageProblem = ({ problem }: { readonly problem: Tellable }) => {
  if (MISSING.includes(problem.code)) notFound();
  return (
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
};

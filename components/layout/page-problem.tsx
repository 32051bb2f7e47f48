import { headers } from 'next/headers';
import { notFound, redirect } from 'next/navigation';
import type { Tellable } from '@/components/ui/problem-words';
import { PageMessages } from '@/lib/i18n/page-messages';
import { PATH_HEADER } from '@/lib/own-path';
import { paths } from '@/lib/paths';
import { ProblemInstead } from './instead';

const MISSING = ['not-found', 'wrong-account', 'bad-input'];

/** Server component: a page whose data could not be had. Whoever is not signed in is led to where one signs in, and whoever needs a second factor to where one sets it up. What does not exist answers 404 through the nearest `not-found.tsx`; the rest is said in words, with another try, which the page makes by itself where that may help. */
export const PageProblem = async ({ problem }: { readonly problem: Tellable }) => {
  const here = (await headers()).get(PATH_HEADER) ?? undefined;
  if (problem.code === 'not-signed-in') redirect(paths.signIn(here));
  if (problem.code === 'factor-needed') redirect(paths.addFactor(here));
  if (MISSING.includes(problem.code)) notFound();
  return (
    <PageMessages>
      <ProblemInstead problem={problem} />
    </PageMessages>
  );
};

import type { Tellable } from '@/components/ui/problem-words';

/** Codes of our own that no `AwsProblem` has. */
const OWN = new Set([
  'aws',
  'offline',
  'not-followed',
  'internal',
  'database-away',
  'bad-input',
  'not-signed-in',
  'not-set-up',
  'sign-in-again',
  'factor-needed',
  'too-many',
  'foreign-request',
  'not-permitted',
  'wrong-account',
  'conflict',
]);

/** A problem as the words want it: the bare `AwsProblem` of a `Freshness` is put into a `Problem`; our own (`not-found` names what) pass as they are. */
export const tellable = (problem: Tellable): Tellable => {
  if (OWN.has(problem.code) || 'what' in problem) return problem;
  const told: Tellable & { readonly problem: Tellable } = { code: 'aws', problem };
  return told;
};

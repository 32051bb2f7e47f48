import { type AwsProblem, isAboutCredentials } from '@/lib/aws-problem';
import type { Problem } from '@/lib/problem';
import type { Result } from '@/lib/result';
import { heard } from './signed-out';

/** A problem as React Query's `error`. `retryAfterMs`: how long the server asks to be left alone. */
export class ProblemError<E extends { readonly code: string } = Problem> extends Error {
  override readonly name = 'ProblemError';
  readonly problem: E;
  readonly retryAfterMs: number | null;

  constructor(problem: E, retryAfterMs: number | null = null) {
    super(problem.code);
    this.problem = problem;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The value of an action's answer; its problem is thrown as a `ProblemError`, so that a query fails with it. */
export const unwrap = async <T, E extends { readonly code: string }>(answer: Promise<Result<T, E>>): Promise<T> =>
  valueIn(await heard(answer));

/** The value of a result; its problem is thrown as a `ProblemError`. For what also waits for a person, who may take longer than any answer: its actions are `heard` one by one. */
export const valueIn = <T, E extends { readonly code: string }>(result: Result<T, E>): T => {
  if (result.ok) return result.value;
  throw new ProblemError(result.error);
};

/** The problem behind a query's error; `offline` where no answer came at all (the console itself is out of reach). */
export const problemOf = (error: unknown): Problem | { readonly code: 'offline' } =>
  error instanceof ProblemError ? (error.problem as Problem) : { code: 'offline' };

/** How soon to ask again for what is out of reach: the console or its database, AWS. */
const NEAR_MS = 3_000;
const FAR_MS = 10_000;

/** After how long to ask again, where what stands in the way may pass by itself or by somebody's doing elsewhere; `false`: it does not pass. */
export const comesBackMs = (problem: { readonly code: string }): number | false => {
  if (problem.code === 'offline' || problem.code === 'database-away') return NEAR_MS;
  if (problem.code !== 'aws' || !('problem' in problem)) return false;
  const aws = problem.problem as AwsProblem;
  if (isAboutCredentials(aws)) return NEAR_MS;
  return ['throttled', 'aws-failed', 'unreachable', 'clock-differs'].includes(aws.code) ? FAR_MS : false;
};

/** The interval of a query that otherwise asks again after `usual`: after a failure that may pass it is not later than that takes. */
export const pollMs = (error: unknown, usual: number | false): number | false => {
  const soon = error === null ? false : comesBackMs(problemOf(error));
  if (soon === false) return usual;
  return usual === false ? soon : Math.min(usual, soon);
};

/** A console that hangs: it was waited for long enough to say so, before it is asked again. */
const isSilence = (error: unknown): boolean => error instanceof DOMException && error.name === 'TimeoutError';

/** What waiting can cure is tried again twice: throttling, a failing or unreachable AWS, a lost connection, the database. A refusal is final. */
export const retryProblem = (failures: number, error: unknown): boolean => {
  if (isSilence(error)) return false;
  const problem = problemOf(error);
  if (problem.code === 'offline' || problem.code === 'database-away') return failures < 2;
  return problem.code === 'aws' && ['throttled', 'aws-failed', 'unreachable'].includes(problem.problem.code) && failures < 2;
};

/** The wait before the next try: what the server asked for, else 1 s, 2 s, … up to 30 s. */
export const retryDelayMs = (failures: number, error: unknown): number =>
  (error instanceof ProblemError ? error.retryAfterMs : null) ?? Math.min(1_000 * 2 ** failures, 30_000);

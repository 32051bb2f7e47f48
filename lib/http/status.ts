import type { AwsProblem } from '@/lib/aws-problem';

/** The HTTP status of each of our own failures; one that is not here is the client's to handle (422). */
const STATUS: Readonly<Record<string, number>> = {
  'bad-input': 400,
  'not-signed-in': 401,
  'not-set-up': 503,
  'sign-in-again': 401,
  'factor-needed': 403,
  'too-many': 429,
  'foreign-request': 403,
  'not-permitted': 403,
  'wrong-account': 404,
  'not-found': 404,
  conflict: 409,
  'database-away': 503,
  internal: 500,
};

/** The status for each of AWS's: what went wrong behind us is a gateway error, what AWS refuses is passed on. */
const AWS_STATUS: Readonly<Record<AwsProblem['code'], number>> = {
  'no-credentials': 503,
  'expired-credentials': 503,
  'invalid-credentials': 503,
  'other-account': 503,
  'clock-differs': 503,
  'access-denied': 403,
  'not-found': 404,
  throttled: 429,
  'invalid-request': 422,
  'aws-failed': 502,
  unreachable: 504,
};

const awsCodeOf = (problem: { readonly code: string }): AwsProblem['code'] | null => {
  if (problem.code !== 'aws' || !('problem' in problem)) return null;
  return (problem.problem as AwsProblem).code;
};

/** The HTTP status of a problem. */
export const statusOf = (problem: { readonly code: string }): number => {
  const aws = awsCodeOf(problem);
  return aws === null ? (STATUS[problem.code] ?? 422) : AWS_STATUS[aws];
};

const THROTTLED_WAIT_SECONDS = 10;
const DATABASE_WAIT_SECONDS = 3;

/** After how many seconds to ask again, where waiting helps; `null` elsewhere. */
export const retryAfterSeconds = (problem: { readonly code: string }): number | null => {
  if (problem.code === 'database-away') return DATABASE_WAIT_SECONDS;
  if (problem.code === 'too-many' && 'retryAfterSeconds' in problem) return Number(problem.retryAfterSeconds);
  return awsCodeOf(problem) === 'throttled' ? THROTTLED_WAIT_SECONDS : null;
};

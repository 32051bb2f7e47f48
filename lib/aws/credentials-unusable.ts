import type { AwsProblem } from '@/lib/aws-problem';

/** Thrown to the SDK, and by it to whoever called, where the source gives no credentials that may be used. Holds nothing of the credentials. */
export class CredentialsUnusable extends Error {
  override readonly name = 'CredentialsUnusable';
  readonly problem: AwsProblem;

  constructor(problem: AwsProblem) {
    super(problem.code);
    this.problem = problem;
  }
}

/** The problem of a `CredentialsUnusable`. By its name, because a bundler may load this module more than once per process. */
export const unusableProblem = (error: Error): AwsProblem | null =>
  error.name === 'CredentialsUnusable' && 'problem' in error ? (error.problem as AwsProblem) : null;

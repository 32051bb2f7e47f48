/**
 * Where the SDK's chain found credentials, which decides how they are renewed: those of the `environment` need a new process, a shared `file` is read again, a
 * `process` (`credential_process`) asked again, `sso` is a sign-in at the machine (`aws sso login`, `aws login`), a `role` of the machine renews itself.
 */
export type CredentialsSource = 'environment' | 'file' | 'process' | 'sso' | 'role' | 'unknown';

/**
 * What can go wrong between us and AWS, classified once in `lib/aws/errors.ts`.
 * Words come from messages, by `code`; `awsMessage` is AWS's own sentence, shown as a quote.
 */
export type AwsProblem =
  /** No credentials, or none that the SDK's chain could find. */
  | { readonly code: 'no-credentials' }
  /** AWS refused them as expired, or they came to their end and their source gave no new ones (`awsMessage` is then empty). */
  | { readonly code: 'expired-credentials'; readonly source: CredentialsSource; readonly awsMessage: string }
  | { readonly code: 'invalid-credentials'; readonly source: CredentialsSource; readonly awsMessage: string }
  /** The time of the request's signature was too far from AWS's own: this machine's clock is wrong, or the request was held up on its way. Nothing ran. */
  | { readonly code: 'clock-differs'; readonly awsMessage: string }
  /** The source gives credentials of `callerAccount` now, while this process works for `account`. They are not used. */
  | { readonly code: 'other-account'; readonly account: string; readonly callerAccount: string }
  /** `action` is the IAM action that is missing, `resource` where AWS named it, `encoded` an encoded authorization message. */
  | {
      readonly code: 'access-denied';
      readonly action: string;
      readonly resource: string | null;
      readonly encoded: string | null;
      readonly awsMessage: string;
    }
  | { readonly code: 'not-found'; readonly awsMessage: string }
  /** Still throttled after the retries with back-off. */
  | { readonly code: 'throttled'; readonly awsMessage: string }
  | { readonly code: 'invalid-request'; readonly awsCode: string; readonly awsMessage: string }
  /** 5xx after retries. */
  | { readonly code: 'aws-failed'; readonly awsCode: string; readonly awsMessage: string }
  /** No answer at all: DNS, connection refused, time-out. */
  | { readonly code: 'unreachable'; readonly detail: string };

/** Whether somebody who renews credentials cures it. Such a failure is kept for moments only, and does not make anything wait longer the next time. */
export const isAboutCredentials = (problem: AwsProblem): boolean =>
  problem.code === 'no-credentials' ||
  problem.code === 'expired-credentials' ||
  problem.code === 'invalid-credentials' ||
  problem.code === 'other-account';

/** For how long a failure about credentials is kept. */
export const CREDENTIALS_FAILURE_MS = 2_000;

/**
 * What can go wrong between us and AWS, classified once in `lib/aws/errors.ts`.
 * Words come from messages, by `code`; `awsMessage` is AWS's own sentence, shown as a quote.
 */
export type AwsProblem =
  /** No credentials, or none that the SDK's chain could find. */
  | { readonly code: 'no-credentials' }
  | { readonly code: 'expired-credentials'; readonly awsMessage: string }
  | { readonly code: 'invalid-credentials'; readonly awsMessage: string }
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

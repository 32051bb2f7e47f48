import type { AwsProblem, CredentialsSource } from '@/lib/aws-problem';
import { unusableProblem } from './credentials-unusable';

/** The parts of an SDK error that classification looks at. */
interface SdkError extends Error {
  readonly code?: unknown;
  readonly $fault?: unknown;
  /** Noted by `renewAndRepeat`. */
  readonly credentialsSource?: CredentialsSource;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly errors?: readonly unknown[];
}

const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenProviderError']);
const INVALID = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'AuthFailure',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'OptInRequired',
]);
const DENIED = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'Client.UnauthorizedOperation', 'NotAuthorized']);
const THROTTLED = new Set([
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'RequestThrottled',
  'RequestThrottledException',
  'EC2ThrottledException',
  'PriorRequestNotComplete',
  'SlowDown',
]);
/** Node's own words for "no answer", TLS included, and for what is no answer at all. */
const NETWORK = /^(ECONN|ENOTFOUND|EAI_|ETIMEDOUT|EHOST|ENET|EPIPE|HPE_|ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|UNABLE_TO|SELF_SIGNED|UND_ERR)/;

/** Codes that say so of themselves; where the signature is found invalid, the sentence does (IAM User Guide, "Troubleshoot signed requests"). */
const SKEWED = new Set(['RequestTimeTooSkewed', 'RequestInTheFuture']);
const SIGNATURE = new Set(['InvalidSignatureException', 'SignatureDoesNotMatch']);

/** The SDK corrects its clock by AWS's answer and repeats, so this is what stayed. EC2's RequestExpired says the same of credentials, and is taken for that. */
const isClockRefusal = (error: Error): boolean =>
  SKEWED.has(error.name) || (SIGNATURE.has(error.name) && /^Signature (expired|not yet current):/.test(error.message));

/** Whether AWS refused a call because of the credentials themselves: expired, not known to it, or with a wrong signature. */
export const isCredentialsRefusal = (error: unknown): error is Error =>
  error instanceof Error && !isClockRefusal(error) && (EXPIRED.has(error.name) || INVALID.has(error.name));

/**
 * What an error thrown by the SDK means, in one place. `action` is the IAM action that was being performed (`ec2:DescribeSubnets`), used
 * where AWS's message names none. An error that came neither from AWS nor from the way to it is thrown again: that is a fault of ours.
 */
export const classify = (error: unknown, action: string): AwsProblem => {
  if (!(error instanceof Error)) throw error;
  const sdk: SdkError = error;
  const awsMessage = firstLine(sdk.message);
  const unusable = unusableProblem(sdk);
  if (unusable !== null) return unusable;
  if (sdk.name === 'CredentialsProviderError') return withoutCredentials(sdk.message);
  if (isClockRefusal(sdk)) return { code: 'clock-differs', awsMessage };
  const source = sdk.credentialsSource ?? 'unknown';
  if (EXPIRED.has(sdk.name)) return { code: 'expired-credentials', source, awsMessage };
  if (INVALID.has(sdk.name)) return { code: 'invalid-credentials', source, awsMessage };
  if (DENIED.has(sdk.name)) return denied(sdk.message, action);
  const status = sdk.$metadata?.httpStatusCode;
  if (THROTTLED.has(sdk.name) || sdk.name.startsWith('Throttling') || status === 429) return { code: 'throttled', awsMessage };
  const detail = networkDetail(sdk);
  if (detail !== null) return { code: 'unreachable', detail };
  if (status === undefined && sdk.$fault === undefined) throw error;
  if (/(^ResourceNotFound|^NoSuchEntity|NotFound(Exception)?$)/.test(sdk.name)) return { code: 'not-found', awsMessage };
  // A body that is not what the service speaks (a proxy's page) is thrown as a SyntaxError with the response's status.
  if (sdk.$fault === 'server' || (status !== undefined && status >= 500) || sdk.$fault === undefined)
    return { code: 'aws-failed', awsCode: sdk.name, awsMessage };
  return { code: 'invalid-request', awsCode: sdk.name, awsMessage };
};

/** A restore job's or an error's encoded authorization message, which sts:DecodeAuthorizationMessage opens (F1); `null` where it has none. */
export const encodedMessageIn = (text: string): string | null =>
  /Encoded authorization failure message:\s*([A-Za-z0-9_-]+)/.exec(text)?.[1] ?? null;

/** Words of the SDK's providers, not of AWS: they are no quote, and may hold a command line. Those of SSO say that one has to sign in (again). */
const withoutCredentials = (message: string): AwsProblem => {
  const source = /\bSSO\b|Session token|aws (sso )?login/i.test(message) ? 'sso' : 'unknown';
  return source === 'sso' || /expired/i.test(message)
    ? { code: 'expired-credentials', source, awsMessage: '' }
    : { code: 'no-credentials' };
};

const denied = (message: string, action: string): AwsProblem => ({
  code: 'access-denied',
  action: /not authorized to perform:\s*([\w-]+:[\w*]+)/.exec(message)?.[1] ?? action,
  resource: /on resource:\s*(arn:[^\s"']+|\*)/.exec(message)?.[1] ?? null,
  encoded: encodedMessageIn(message),
  awsMessage: firstLine(message),
});

const networkDetail = (error: SdkError): string | null => {
  if (typeof error.code === 'string' && NETWORK.test(error.code)) return firstLine(error.message) || error.code;
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return firstLine(error.message) || error.name;
  const inner = error.errors?.find((each): each is SdkError => each instanceof Error && networkDetail(each) !== null);
  return inner === undefined ? null : networkDetail(inner);
};

const firstLine = (text: string): string => text.split('\n', 1)[0]?.trim() ?? '';

import { AwsFault } from './wire/fault';
import type { Call } from './wire/hooks';

/** `20261124T090000Z` as an instant; `null` where it is none. */
const instantOf = (text: string): number | null => {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (parts === null) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
};

const textOf = (instant: number): string => new Date(instant).toISOString().replace(/[-:]|\.\d{3}/g, '');

const windowText = (ms: number): string => (ms % 60_000 === 0 ? `${ms / 60_000} min.` : `${ms / 1000} sec.`);

const incomplete = (service: string): AwsFault =>
  new AwsFault(
    service === 'backup' ? 'IncompleteSignatureException' : 'IncompleteSignature',
    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.",
    403,
  );

/** The sentence of IAM's page on signature troubleshooting, completed as people quote it. EC2 has one code and one sentence for both sides. */
const outside = (service: string, signedAt: number, now: number, windowMs: number): AwsFault => {
  if (service === 'ec2') return new AwsFault('RequestExpired', 'Request has expired.', 400);
  const code = service === 'backup' ? 'InvalidSignatureException' : 'SignatureDoesNotMatch';
  const sentence =
    signedAt < now
      ? `Signature expired: ${textOf(signedAt)} is now earlier than ${textOf(now - windowMs)} (${textOf(now)} - ${windowText(windowMs)})`
      : `Signature not yet current: ${textOf(signedAt)} is still later than ${textOf(now + windowMs)} (${textOf(now)} + ${windowText(windowMs)})`;
  return new AwsFault(code, sentence, 403);
};

/**
 * What AWS says to a request whose signature was made too far from its own clock, in each service's words; `null` where the time is good. `now` is the real
 * time, whatever the simulated clock says: that one is about the account's things, this one about a machine that sends.
 */
export const signatureRefusal = (call: Call, now: number, windowMs: number): AwsFault | null => {
  // An unsigned call is refused for that.
  if (call.accessKeyId === null) return null;
  const signedAt = call.signedAt === null ? null : instantOf(call.signedAt);
  if (signedAt === null) return incomplete(call.service);
  return Math.abs(now - signedAt) > windowMs ? outside(call.service, signedAt, now, windowMs) : null;
};

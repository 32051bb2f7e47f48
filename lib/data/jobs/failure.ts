import 'server-only';
import { decodeAuthorizationMessage } from '@/lib/aws/permissions';
import { decodedFailure } from '@/lib/jobs/authorization-failures';
import { type KnownFailure, knownFailure } from '@/lib/jobs/known-failures';
import { createCache } from '../cache';
import { readDecoded } from '../preflight/read-decoded';
import type { DecodedAuthorization } from '../preflight/views';
import type { Scope } from '../scope';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** What a message holds never changes; that it may not be opened can. */
const decodedMessages = createCache<DecodedAuthorization | null>('decoded-messages', (value) => ({
  freshMs: value === null ? MINUTE_MS : 24 * HOUR_MS,
}));

/**
 * What AWS's message means, where it is a failure we know. One that holds an encoded authorization message is told by the action in there where the console may
 * open it (sts:DecodeAuthorizationMessage), and by the sentence alone where it may not.
 */
export const failureOf = async (scope: Scope, message: string): Promise<KnownFailure | null> => {
  const known = knownFailure(message);
  const encoded = known?.encoded;
  if (known === null || encoded === undefined) return known;
  const decoded = await decodedMessages.get(`${scope.aws.connection} ${scope.account} ${scope.region} ${encoded}`, async () => {
    const answer = await decodeAuthorizationMessage(scope.aws, encoded);
    return answer.ok ? readDecoded(answer.value) : null;
  });
  return decoded === null || decoded.action === null ? known : decodedFailure(known, decoded);
};

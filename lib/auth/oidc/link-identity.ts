import 'server-only';
import { withTransaction } from '@/lib/db/client';
import { appendEvents } from '@/lib/db/repositories/events';
import { addIdentity, personOfIdentity } from '@/lib/db/repositories/oidc-people';
import type { Oidc } from '@/lib/env-oidc';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import { err, ok, type Result } from '@/lib/result';
import { currentSession } from '../session';
import type { Proved } from './claims';
import type { OidcFailure } from './failure';

/**
 * Links the person of a session with whom the provider has proved. The session must be the one in which that was begun, in the same browser. Nobody is made one with
 * somebody else: an identity that is another person's stays theirs.
 */
export const linkIdentity = async (config: Oidc, sessionId: string, { subject }: Proved): Promise<Result<null, OidcFailure>> => {
  const session = await currentSession();
  if (session?.id !== sessionId) return err({ code: 'oidc-other-person' });
  const { person } = session;
  return withTransaction(async (tx): Promise<Result<null, OidcFailure>> => {
    const identity = { issuer: config.issuer, subject };
    const known = await personOfIdentity(tx, identity);
    if (known !== null) return known.id === person ? ok(null) : err({ code: 'oidc-linked-elsewhere' });
    const at = new Date();
    const factorId = await addIdentity(tx, person, identity, at);
    if (factorId === null) return err({ code: 'oidc-linked-another' });
    const data = { person, factor: 'oidc', factorId } as const;
    await appendEvents(tx, CONSOLE_CHAIN, [{ at, actor: person, kind: 'factor-added', subject: person, data }]);
    return ok(null);
  });
};

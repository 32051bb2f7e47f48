import 'server-only';
import { db, withTransaction } from '@/lib/db/client';
import { endSessionsOf } from '@/lib/db/repositories/ended-sessions';
import { appendEvents } from '@/lib/db/repositories/events';
import { holdAdministrators } from '@/lib/db/repositories/looked-after';
import { hasIdentityOf, removeIdentity, replaceClaimRoles } from '@/lib/db/repositories/oidc-people';
import { passwordHashOf } from '@/lib/db/repositories/sessions';
import { oidc } from '@/lib/env';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { err, ok, type Result } from '@/lib/result';
import type { Caller } from '../caller';
import type { TooMany } from '../limits';
import type { OidcFailure } from './failure';
import { beginOidc } from './sign-in';

/** Whether the identity provider of this console knows whoever asks. */
export interface OwnProvider {
  /** What it is called; `null`: none is configured. */
  readonly provider: string | null;
  readonly linked: boolean;
  /** They have another way to sign in. */
  readonly removable: boolean;
}

/** How it stands between whoever asks and the identity provider. */
export const ownProvider = async ({ user }: Caller): Promise<OwnProvider> => {
  const config = oidc();
  if (config === null) return { provider: null, linked: false, removable: false };
  const [linked, hash] = await Promise.all([hasIdentityOf(db(), user, config.issuer), passwordHashOf(user)]);
  return { provider: config.name, linked, removable: hash !== null };
};

/** Begins to link whoever asks with whom they are at the identity provider: they prove it there anew, and come back to the page `to`. */
export const beginLink = ({ session }: Caller, to: string): Promise<Result<{ readonly url: string }, OidcFailure | TooMany>> =>
  beginOidc(to, true, session.id);

/** Why a link was not removed. */
export type NotRemoved = OidcFailure | { readonly code: 'only-way' };

/** Removes the link of whoever asks with the provider, and the roles that its claims gave; their other sessions end. One that is not there is no failure. */
export const removeLink = async ({ user, session }: Caller): Promise<Result<null, NotRemoved>> => {
  const config = oidc();
  if (config === null) return err({ code: 'oidc-off' });
  if ((await passwordHashOf(user)) === null) return err({ code: 'only-way' });
  await withTransaction(async (tx) => {
    await holdAdministrators(tx);
    const [factorId, at] = [await removeIdentity(tx, user, config.issuer), new Date()];
    if (factorId === null) return;
    const ended = await endSessionsOf(tx, user, at, session.id);
    await replaceClaimRoles(tx, user, [], { at, joined: false });
    const about = { at, actor: user, subject: user };
    const cause = 'factors-changed';
    await appendEvents(tx, CONSOLE_CHAIN, [
      { ...about, kind: 'factor-removed', data: { person: user, factor: 'oidc', factorId } },
      ...ended.map((sessionId): NewEvent => ({ ...about, kind: 'session-ended', data: { person: user, sessionId, cause } })),
    ]);
  });
  return ok(null);
};

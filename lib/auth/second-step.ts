import 'server-only';
import type { SecondStep } from '@/lib/data/people/own-views';
import { db, withTransaction } from '@/lib/db/client';
import { signOutOf } from '@/lib/db/repositories/ended-sessions';
import { readFactors } from '@/lib/db/repositories/factors';
import { takeUnfinished, type UnfinishedSignIn } from '@/lib/db/repositories/unfinished-sign-ins';
import type { SecondFactor } from '@/lib/db/schema/factors';
import { err, ok, type Result } from '@/lib/result';
import { proveByCode, type WrongCode } from './factors/prove';
import type { TooMany } from './limits';
import { forgetUnfinished, openSession, unfinishedHere } from './open-session';
import { currentToken } from './session';
import { visitor } from './visitor';

/** The first step was not done in this browser, or too long ago, or its person may not sign in any more. */
export type Stale = { readonly code: 'sign-in-stale' };

/** What the second step asks for; `null`: no first step was done here. */
export const secondStep = async (): Promise<SecondStep | null> => {
  const waiting = await unfinishedHere();
  if (waiting === null) return null;
  const [{ totp, passkeys, codesLeft }, { origin }] = await Promise.all([readFactors(db(), waiting.person), visitor()]);
  const here = passkeys.some(({ rpId }) => rpId === new URL(origin).hostname);
  return {
    totp: totp !== null,
    passkeys: here ? 'here' : passkeys.length > 0 ? 'elsewhere' : 'none',
    recoveryCodes: codesLeft > 0,
  };
};

/** Signs in whoever has done both steps; the session that this browser had before ends. */
export const finish = async (waiting: UnfinishedSignIn, second: SecondFactor): Promise<Result<null, Stale>> => {
  const before = await currentToken();
  const opened = (await takeUnfinished(waiting.id)) && (await openSession(waiting.person, waiting.method, second));
  await forgetUnfinished();
  if (!opened) return err({ code: 'sign-in-stale' });
  if (before !== null) await withTransaction((tx) => signOutOf(tx, before));
  return ok(null);
};

/** The second step by a code of the person's app, or by a recovery code. */
export const finishByCode = async (code: string): Promise<Result<null, Stale | WrongCode | TooMany>> => {
  const waiting = await unfinishedHere();
  if (waiting === null) return err({ code: 'sign-in-stale' });
  const proved = await proveByCode(waiting.person, code);
  return proved.ok ? finish(waiting, proved.value) : proved;
};

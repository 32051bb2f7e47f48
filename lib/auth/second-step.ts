import 'server-only';
import type { SecondStep } from '@/lib/data/people/own-views';
import { db, withTransaction } from '@/lib/db/client';
import { signOutOf } from '@/lib/db/repositories/ended-sessions';
import { type Factors, readFactors } from '@/lib/db/repositories/factors';
import { takeUnfinished, type UnfinishedSignIn } from '@/lib/db/repositories/unfinished-sign-ins';
import type { SecondFactor } from '@/lib/db/schema/factors';
import { err, ok, type Result } from '@/lib/result';
import { proveByCode, type WrongCode } from './factors/prove';
import type { TooMany } from './limits';
import { forgetUnfinished, openSession, unfinishedHere } from './open-session';
import { renewHere } from './renew-session';
import { currentSession, currentToken } from './session';
import { visitor } from './visitor';

/** The first step was not done in this browser, or too long ago, or its person may not sign in any more. */
export type Stale = { readonly code: 'sign-in-stale' };

/** What the second step asks a person for who has these factors, under the name by which the console is addressed now. */
export const waysOf = async ({ totp, passkeys, codesLeft }: Factors): Promise<SecondStep> => {
  const { hostname } = new URL((await visitor()).origin);
  const here = passkeys.some(({ rpId }) => rpId === hostname);
  return {
    totp: totp !== null,
    passkeys: here ? 'here' : passkeys.length > 0 ? 'elsewhere' : 'none',
    recoveryCodes: codesLeft > 0,
  };
};

/** What the second step asks for; `null`: no first step was done here. */
export const secondStep = async (): Promise<SecondStep | null> => {
  const waiting = await unfinishedHere();
  return waiting === null ? null : waysOf(await readFactors(db(), waiting.person));
};

/**
 * Lets in whoever has done both steps. Where it was they who were signed in, their session goes on as a fresh one; any other that this browser had ends.
 */
export const finish = async (waiting: UnfinishedSignIn, second: SecondFactor): Promise<Result<null, Stale>> => {
  const [token, before] = await Promise.all([currentToken(), currentSession()]);
  const { person, method } = waiting;
  const again = before !== null && before.person === person;
  const done =
    (await takeUnfinished(waiting.id)) &&
    (again ? await renewHere({ id: before.id, method, second }) : await openSession(person, method, second));
  await forgetUnfinished();
  if (!done) return err({ code: 'sign-in-stale' });
  if (token !== null && !again) await withTransaction((tx) => signOutOf(tx, token));
  return ok(null);
};

/** The second step by a code of the person's app, or by a recovery code. */
export const finishByCode = async (code: string): Promise<Result<null, Stale | WrongCode | TooMany>> => {
  const waiting = await unfinishedHere();
  if (waiting === null) return err({ code: 'sign-in-stale' });
  const proved = await proveByCode(waiting.person, code);
  return proved.ok ? finish(waiting, proved.value) : proved;
};

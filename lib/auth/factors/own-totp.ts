import 'server-only';
import { setting } from '@/lib/data/settings/read';
import { db } from '@/lib/db/client';
import { confirmTotp, dropTotp, offerTotp, readFactors, readTotp, secondFactorOf } from '@/lib/db/repositories/factors';
import { whoIs } from '@/lib/db/repositories/sessions';
import { authSecret } from '@/lib/env';
import { err, ok, type Result } from '@/lib/result';
import type { Caller } from '../caller';
import { countFactor, forgetFactorTries, type TooMany } from '../limits';
import { visitor } from '../visitor';
import { afterAdding, afterTaking, changeOwnFactors, mayNotGo, type Required } from './own-factors';
import { proveByCode, secretOf, type WrongCode } from './prove';
import { seal } from './secret-box';
import { type ForApp, forApp, newTotpSecret, stepOfCode } from './totp';

/** The person has an app already; it is removed first. */
type HasTotp = { readonly code: 'has-totp' };
/** No secret waits for its first code, or there is no app to remove. */
type NoTotp = { readonly code: 'no-totp' };
type Unproved = { readonly code: 'factor-needed' };
type Nobody = { readonly code: 'not-signed-in' };

/** Offers a secret for an authenticator app. It counts once a code has shown that the app has it (`confirmOwnTotp`); an earlier offer is gone. */
export const beginOwnTotp = async (caller: Caller): Promise<Result<ForApp, HasTotp | Unproved | Nobody>> => {
  const [person, { origin }] = await Promise.all([whoIs(caller.user), visitor()]);
  if (person === null) return err({ code: 'not-signed-in' });
  const secret = newTotpSecret();
  return changeOwnFactors(caller, async (tx, { at }): Promise<Result<ForApp, HasTotp>> => {
    const offered = await offerTotp(tx, caller.user, seal(secret, caller.user, authSecret()), at);
    return offered ? ok(forApp(secret, `Rehome ${new URL(origin).host}`, person.email)) : err({ code: 'has-totp' });
  });
};

/** Takes an app into use by its first code. `codes`: the recovery codes, told only now; `null` where the person has some already. */
export const confirmOwnTotp = async (
  caller: Caller,
  code: string,
): Promise<Result<{ readonly codes: readonly string[] | null }, WrongCode | NoTotp | TooMany | Unproved>> => {
  const counted = await countFactor(caller.user);
  if (!counted.ok) return counted;
  const offered = await readTotp(db(), caller.user);
  if (offered === null || offered.confirmed) return err({ code: 'no-totp' });
  const secret = secretOf(offered.secret, caller.user);
  if (secret === null) return err({ code: 'no-totp' });
  const step = stepOfCode(secret, code.replace(/\s/g, ''), Date.now(), await setting('strictCodes'));
  if (step === null) return err({ code: 'wrong-code' });
  await forgetFactorTries(caller.user);
  return changeOwnFactors(caller, async (tx, held): Promise<Result<{ readonly codes: readonly string[] | null }, NoTotp>> => {
    if (!(await confirmTotp(tx, offered.id, step, held.at))) return err({ code: 'no-totp' });
    return ok({ codes: await afterAdding(tx, caller, held, { factor: 'totp', factorId: offered.id }) });
  });
};

/** Removes the app, by a code of it or a recovery code. */
export const removeOwnTotp = async (
  caller: Caller,
  code: string,
): Promise<Result<null, WrongCode | NoTotp | Required | TooMany | Unproved>> => {
  // Before the code is used up for nothing.
  const [factors, second] = await Promise.all([readFactors(db(), caller.user), secondFactorOf(db(), caller.session.id)]);
  if (factors.totp === null) return err({ code: 'no-totp' });
  if (await mayNotGo(caller, { factors, second, at: new Date() })) return err({ code: 'factor-required' });
  const proved = await proveByCode(caller.user, code);
  if (!proved.ok) return proved;
  return changeOwnFactors(caller, async (tx, held): Promise<Result<null, NoTotp | Required>> => {
    if (await mayNotGo(caller, held)) return err({ code: 'factor-required' });
    const taken = await dropTotp(tx, caller.user);
    if (taken.length === 0) return err({ code: 'no-totp' });
    await afterTaking(tx, caller, held, taken);
    return ok(null);
  });
};

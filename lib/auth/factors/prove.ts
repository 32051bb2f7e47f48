import 'server-only';
import { setting } from '@/lib/data/settings/read';
import { db } from '@/lib/db/client';
import { readTotp, spendRecoveryCode, spendTotpStep } from '@/lib/db/repositories/factors';
import { noteRefusedSignIn } from '@/lib/db/repositories/refusals';
import { authSecret } from '@/lib/env';
import { logLine } from '@/lib/log';
import { err, ok, type Result } from '@/lib/result';
import { countFactor, forgetFactorTries, type TooMany } from '../limits';
import { hashOfCode } from './recovery-codes';
import { open } from './secret-box';
import { stepOfCode } from './totp';

/** Not a code of this person that still counts. */
export type WrongCode = { readonly code: 'wrong-code' };

/** The secret of an app, as it was given to it; `null` where this console cannot read it any more. */
export const secretOf = (stored: string, person: string): Uint8Array | null => {
  const secret = open(stored, person, authSecret());
  if (secret === null) logLine({ level: 'warn', name: 'totp', text: 'a secret was stored under another REHOME_AUTH_SECRET' });
  return secret;
};

/** Whether a code is one of the person's app that was not used yet; it is used by that. */
const spendAppCode = async (person: string, code: string): Promise<boolean> => {
  const app = await readTotp(db(), person);
  if (app?.confirmed !== true) return false;
  const secret = secretOf(app.secret, person);
  const step = secret === null ? null : stepOfCode(secret, code, Date.now(), await setting('strictCodes'));
  return step !== null && spendTotpStep(db(), app.id, step);
};

/**
 * Proves that a person has their second factor, by a code of their app or a recovery code, which is used up by it. Tries are counted, and wrong ones are on record.
 * @returns which of the two it was
 */
export const proveByCode = async (person: string, typed: string): Promise<Result<'totp' | 'recovery-code', WrongCode | TooMany>> => {
  const counted = await countFactor(person);
  if (!counted.ok) {
    noteRefusedSignIn({ person, cause: 'too-many' });
    return counted;
  }
  const digits = typed.replace(/\s/g, '');
  const hash = hashOfCode(typed);
  const proved = /^\d{6}$/.test(digits)
    ? (await spendAppCode(person, digits)) && 'totp'
    : hash !== null && (await spendRecoveryCode(db(), person, hash)) && 'recovery-code';
  if (proved === false) {
    noteRefusedSignIn({ person, cause: 'wrong-code' });
    return err({ code: 'wrong-code' });
  }
  await forgetFactorTries(person);
  return ok(proved);
};

import 'server-only';
import type { SecondStep } from '@/lib/data/people/own-views';
import { db } from '@/lib/db/client';
import { hasFactor, readFactors } from '@/lib/db/repositories/factors';
import { noteRefusedSignIn } from '@/lib/db/repositories/refusals';
import { passwordHashOf } from '@/lib/db/repositories/sessions';
import { err, ok, type Result } from '@/lib/result';
import type { Caller } from './caller';
import { countAgain, forgetAgain, type TooMany } from './limits';
import { awaitSecondStep } from './open-session';
import { verifyPassword } from './password-hash';
import { renewHere } from './renew-session';
import { waysOf } from './second-step';
import { againWithOneClick, type NotSignedIn } from './sign-in';

/**
 * The first step once more of whoever is signed in: by their password, or (`null`) by a click where they sign in so. Where they have a second factor, that follows, as
 * when they signed in, and nothing is fresh before; else the session goes on as a fresh one.
 * @returns what the second step asks for; `null`: there is none
 */
export const signInAgain = async (caller: Caller, password: string | null): Promise<Result<SecondStep | null, NotSignedIn | TooMany>> => {
  const counted = await countAgain(caller);
  if (!counted.ok) {
    noteRefusedSignIn({ person: caller.user, cause: 'too-many' });
    return counted;
  }
  const method = password === null ? 'demo' : 'password';
  const proved = password === null ? await againWithOneClick(caller) : await hasPassword(caller.user, password);
  const factors = await readFactors(db(), caller.user);
  if (proved && hasFactor(factors)) {
    await forgetAgain(caller);
    await awaitSecondStep(caller.user, method);
    return ok(await waysOf(factors));
  }
  if (!proved || !(await renewHere({ id: caller.session.id, method, second: null }))) {
    noteRefusedSignIn({ person: caller.user, cause: 'wrong-password' });
    return err({ code: 'wrong-credentials' });
  }
  await forgetAgain(caller);
  return ok(null);
};

const hasPassword = async (person: string, password: string): Promise<boolean> => {
  const hash = await passwordHashOf(person);
  return hash !== null && verifyPassword({ hash, password });
};

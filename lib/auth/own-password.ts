import 'server-only';
import { withTransaction } from '@/lib/db/client';
import { setPassword } from '@/lib/db/repositories/new-people';
import { noteRefusedSignIn } from '@/lib/db/repositories/refusals';
import { passwordHashOf, whoIs } from '@/lib/db/repositories/sessions';
import { err, ok, type Result } from '@/lib/result';
import type { Caller } from './caller';
import { noteDevice } from './known-device';
import { countAgain, forgetAgain, type TooMany } from './limits';
import { hashPassword, verifyPassword } from './password-hash';
import { type PasswordRefusal, passwordRefusal } from './password-rules';

/** `no-password`: the person signs in by other means. `wrong-password`: the old one is not right. */
type Refused = PasswordRefusal | TooMany | { readonly code: 'no-password' } | { readonly code: 'wrong-password' };

interface Change {
  readonly old: string;
  readonly password: string;
}

/** Changes the password of whoever is signed in. Their other sessions end: whoever knew the old password is out. */
export const changeOwnPassword = async (caller: Caller, { old, password }: Change): Promise<Result<null, Refused>> => {
  const [hash, person] = await Promise.all([passwordHashOf(caller.user), whoIs(caller.user)]);
  if (hash === null || person === null) return err({ code: 'no-password' });
  // A tab that was left open must not be a place to guess at.
  const counted = await countAgain(caller);
  if (!counted.ok) {
    noteRefusedSignIn({ person: caller.user, cause: 'too-many' });
    return counted;
  }
  if (!(await verifyPassword({ hash, password: old }))) {
    noteRefusedSignIn({ person: caller.user, cause: 'wrong-password' });
    return err({ code: 'wrong-password' });
  }
  const refusal = passwordRefusal(password, person);
  if (refusal !== null) return err(refusal);
  const chosen = await hashPassword(password);
  const how = { how: 'themselves', actor: caller.user, at: new Date(), keep: caller.session.id } as const;
  await withTransaction((tx) => setPassword(tx, caller.user, chosen, how));
  await forgetAgain(caller);
  await noteDevice(caller.user);
  return ok(null);
};

import 'server-only';
import { passwordHashOf, whoIs } from '@/lib/db/repositories/sessions';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import type { Caller } from './caller';

/** A person's own sign-in, as they see it. */
export interface OwnAccount {
  readonly name: string;
  readonly email: string;
  readonly hasPassword: boolean;
}

/** The sign-in of whoever asks. */
export const ownAccount = async ({ user }: Caller): Promise<Result<OwnAccount, Problem>> => {
  const [person, hash] = await Promise.all([whoIs(user), passwordHashOf(user)]);
  return person === null ? err({ code: 'not-signed-in' }) : ok({ ...person, hasPassword: hash !== null });
};

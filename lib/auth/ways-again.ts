import 'server-only';
import { db } from '@/lib/db/client';
import { hasIdentityOf } from '@/lib/db/repositories/oidc-people';
import { passwordHashOf } from '@/lib/db/repositories/sessions';
import { oidc } from '@/lib/env';
import type { Caller } from './caller';
import { againWithOneClick } from './sign-in';

/** How somebody who is signed in can prove once more who they are. */
export interface WaysAgain {
  readonly oneClick: boolean;
  readonly password: boolean;
  /** What the identity provider is called that knows them; `null`: none does. */
  readonly provider: string | null;
}

/** How a person proves once more who they are. */
export const waysAgain = async (caller: Caller): Promise<WaysAgain> => {
  const config = oidc();
  const [oneClick, hash, known] = await Promise.all([
    againWithOneClick(caller),
    passwordHashOf(caller.user),
    config !== null && hasIdentityOf(db(), caller.user, config.issuer),
  ]);
  return { oneClick, password: hash !== null, provider: known ? (config?.name ?? null) : null };
};

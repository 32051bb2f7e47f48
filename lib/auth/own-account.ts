import 'server-only';
import type { OwnAccount } from '@/lib/data/people/own-views';
import { setting } from '@/lib/data/settings/read';
import { db } from '@/lib/db/client';
import { readFactors, secondFactorOf } from '@/lib/db/repositories/factors';
import { whoIs } from '@/lib/db/repositories/sessions';
import type { Problem } from '@/lib/problem';
import { err, ok, type Result } from '@/lib/result';
import type { Caller } from './caller';
import { isRequired } from './factors/required';
import { visitor } from './visitor';
import { waysAgain } from './ways-again';

/** The sign-in of whoever asks. */
export const ownAccount = async (caller: Caller): Promise<Result<OwnAccount, Problem>> => {
  const [person, ways, factors, second, required, { origin }] = await Promise.all([
    whoIs(caller.user),
    waysAgain(caller),
    readFactors(db(), caller.user),
    secondFactorOf(db(), caller.session.id),
    setting('factorRequiredFor'),
    visitor(),
  ]);
  if (person === null) return err({ code: 'not-signed-in' });
  const { hostname } = new URL(origin);
  return ok({
    ...person,
    hasPassword: ways.password,
    provider: ways.provider,
    oneClick: ways.oneClick,
    totpSince: factors.totp?.addedAt.toISOString() ?? null,
    passkeys: factors.passkeys.map(({ id, name, synced, addedAt, lastUsedAt, rpId }) => ({
      id,
      name,
      synced,
      addedAt: addedAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
      elsewhere: rpId === hostname ? null : rpId,
    })),
    recoveryCodesLeft: factors.codesLeft,
    required: isRequired(caller.grants, required),
    proved: second !== null,
    passkeysHere: isHostName(hostname),
  });
};

/** WebAuthn, 5.1.2: a relying party is a domain, which an IP address is not. `hostname`: as `URL` spells it. */
export const isHostName = (hostname: string): boolean => !/^\[|^\d+(?:\.\d+){3}$/.test(hostname);

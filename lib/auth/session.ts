import 'server-only';
import { cookies } from 'next/headers';
import { cache } from 'react';
import { valueOrInitial } from '@/lib/data/settings/read';
import { readSession, type SessionRow } from '@/lib/db/repositories/sessions';
import { claimedToken } from './claimed-token';
import { FACTOR_SETTINGS } from './factors/required';
import { visitor } from './visitor';

const HOUR_MS = 3_600_000;
const ASKED = ['sessionIdleHours', 'sessionHours', ...FACTOR_SETTINGS] as const;

/** Whether a session goes on: used of late, and not begun too long ago, as the settings have it. */
export const goesOn = ({ ageMs, idleMs, settings }: Pick<SessionRow, 'ageMs' | 'idleMs' | 'settings'>): boolean =>
  idleMs < valueOrInitial('sessionIdleHours', settings.sessionIdleHours) * HOUR_MS &&
  ageMs < valueOrInitial('sessionHours', settings.sessionHours) * HOUR_MS;

/** The token of the session that a request claims; `null` where it claims none, or one that this console did not sign. */
export const currentToken = async (): Promise<string | null> => {
  const [jar, { origin }] = await Promise.all([cookies(), visitor()]);
  return claimedToken(origin, (name) => jar.get(name)?.value);
};

// A page asks several operations, each of which asks who asks: one query for all of one rendering.
const sessionOf = cache((token: string): Promise<SessionRow | null> => readSession(token, ASKED));

/** The session of the request that is being answered, as the database has it now; `null` where there is none, or none that goes on. */
export const currentSession = async (): Promise<SessionRow | null> => {
  const token = await currentToken();
  const session = token === null ? null : await sessionOf(token);
  return session !== null && goesOn(session) ? session : null;
};

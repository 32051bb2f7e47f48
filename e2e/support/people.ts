import type { BrowserContext } from '@playwright/test';
import { Client } from 'pg';
import type { Role } from '@/lib/access/roles';
import { hashPassword } from '@/lib/auth/password-hash';
import { transactionAt } from '@/lib/db/beside';
import { setPassword } from '@/lib/db/repositories/new-people';
import { DEMO_PEOPLE } from '@/lib/launcher/demo-people';
import { cookieHeader, sessionOf } from '@/lib/testing/signed-in';
import type { World } from './world';

/** Who signs in to a world: the people of the demo, by their role. */
export type Who = Role;

const idOf = (who: Who): string => DEMO_PEOPLE.find(({ role }) => role === who)?.id ?? '';

/** Signs a browser in to a console, by a session that is put into its database. Whoever was signed in there before is not any more. */
export const signInTo = async (
  context: BrowserContext,
  { url, databaseUrl }: Pick<World, 'url' | 'databaseUrl'>,
  who: Who,
): Promise<void> => {
  const { name, value } = await sessionOf(databaseUrl, url, idOf(who));
  await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Lax' }]);
};

/** The headers of a request without a browser that somebody makes who is signed in. */
export const headersOf = async ({ url, databaseUrl }: Pick<World, 'url' | 'databaseUrl'>, who: Who): Promise<{ readonly cookie: string }> =>
  cookieHeader(await sessionOf(databaseUrl, url, idOf(who)));

/** Gives a person a password, whatever they had; their sessions end. */
export const givePassword = async ({ databaseUrl }: Pick<World, 'databaseUrl'>, person: string, password: string): Promise<void> => {
  const hash = await hashPassword(password);
  await transactionAt(databaseUrl, (tx) => setPassword(tx, person, hash, { how: 'link', actor: person, at: new Date(), keep: null }));
};

/**
 * What the browser logs where a page asks something at the very moment in which its session gets a new token, because its person signs in once more: with the old one it
 * is answered 401, asks who is signed in, and goes on without a word.
 */
export const ASKED_WITH_OLD_TOKEN = /status of 401 .*\/api\//;

/** Everybody's last sign-in was so many minutes ago, in the sessions that they have. */
export const signedInLongAgo = async ({ ownerUrl }: Pick<World, 'ownerUrl'>, minutes = 60): Promise<void> => {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query(`update sessions set signed_in_at = now() - make_interval(mins => $1)`, [minutes]);
  await client.end();
};

import type { BrowserContext } from '@playwright/test';
import type { Role } from '@/lib/access/roles';
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

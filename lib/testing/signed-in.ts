import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { sessionCookieName, sessionCookieValue } from '@/lib/auth/session-cookie';

/** What consoles that are tried or measured sign their sessions with. */
export const TEST_SECRET = 'a secret that only consoles under test are given';

/** The cookie of a session. */
export interface SessionCookie {
  readonly name: string;
  readonly value: string;
}

/** Opens a session of a person of the demo in the database of the console at `url`, as that console would. */
export const sessionOf = async (databaseUrl: string, url: string, person: string): Promise<SessionCookie> => {
  const [id, token] = [randomUUID(), randomUUID()];
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query(`insert into sessions (id, token, user_id, expires_at) values ($1, $2, $3, now() + interval '30 days')`, [
      id,
      token,
      person,
    ]);
  } finally {
    await client.end();
  }
  return { name: sessionCookieName(url), value: encodeURIComponent(sessionCookieValue(token, TEST_SECRET)) };
};

/** The header that a request carries a session in. */
export const cookieHeader = ({ name, value }: SessionCookie): { readonly cookie: string } => ({ cookie: `${name}=${value}` });

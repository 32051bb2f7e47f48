import 'server-only';
import { sql } from 'drizzle-orm';
import { env } from '@/lib/env';
import { db } from './client';

/** Which PostgreSQL keeps the console's data; nothing of its user or password. */
export interface DatabaseAbout {
  readonly version: string;
  readonly host: string;
  readonly database: string;
}

/** Asks the database what it is. Throws where it does not answer. */
export const databaseAbout = async (): Promise<DatabaseAbout> => {
  const url = new URL(env().databaseUrl);
  const { rows } = await db().execute<{ version: string }>(sql`select current_setting('server_version') as version`);
  return { version: rows[0]?.version ?? '', host: url.host, database: decodeURIComponent(url.pathname.slice(1)) };
};

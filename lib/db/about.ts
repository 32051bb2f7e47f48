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

/** The database's clock, by which leases of attempts are measured. */
export const databaseNow = async (): Promise<Date> => {
  const answer = await db().execute<{ now: Date | string }>(sql`select now() as now`);
  const now = answer.rows[0]?.now;
  if (now === undefined) throw new Error('The database told no time.');
  return new Date(now);
};

import pg from 'pg';

/** Why a database cannot be used, told without its address, which holds a password. */
export class DatabaseUnusable extends Error {}

/** Whether an error is what a database or the way to it answered, and not a fault of this program. */
const fromDatabase = (error: unknown): error is Error =>
  error instanceof pg.DatabaseError || (error instanceof Error && ('syscall' in error || /connection|timeout/i.test(error.message)));

/**
 * Runs `work` on one connection to the database at `url`, which takes as long as it needs. Throws `DatabaseUnusable` where the database cannot be reached or refuses something.
 */
export const connected = async <T>(url: string, name: string, work: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url, application_name: name, connectionTimeoutMillis: 10_000, keepAlive: true });
  // A connection that breaks between two questions is told by the next one.
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0');
    return await work(client);
  } catch (error) {
    if (fromDatabase(error)) throw new DatabaseUnusable(error.message || error.name, { cause: error });
    throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
};

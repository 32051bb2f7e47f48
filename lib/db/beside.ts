import { drizzle } from 'drizzle-orm/node-postgres';
import { connected } from './connected';
import type { Transaction } from './repositories/executor';

/** Runs `work` in one transaction on the database at `url`, beside the console: for the launcher and for commands. Throws `DatabaseUnusable` as `connected` does. */
export const transactionAt = <T>(url: string, work: (tx: Transaction) => Promise<T>): Promise<T> =>
  connected(url, 'rehome people', (client) => drizzle({ client }).transaction(work));

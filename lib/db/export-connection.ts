import 'server-only';
import pg from 'pg';
import { env } from '@/lib/env';
import { processWide } from '@/lib/process-wide';
import { NoConnection } from './away';

/** So many are open at once; others wait. They must not take the connections that the pages need. */
const AT_ONCE = 3;
/** Nobody has read for so long: whoever asked is gone or asleep, and a snapshot that stays open keeps PostgreSQL from tidying up. */
export const UNREAD_MS = 120_000;

const queue = processWide<{ running: number; readonly waiting: (() => void)[] }>('copy-out', () => ({ running: 0, waiting: [] }));

const turn = async (): Promise<void> => {
  if (queue.running >= AT_ONCE) await new Promise<void>((go) => queue.waiting.push(go));
  else queue.running += 1;
};

const done = (): void => {
  const next = queue.waiting.shift();
  if (next === undefined) queue.running -= 1;
  else next();
};

/** Opens a connection for what is read as slowly as somebody downloads it, outside the pool and without its limit of time: whoever reads may be slow. `close` ends it, once. */
export const openForExport = async (): Promise<{ readonly client: pg.Client; readonly close: () => void }> => {
  await turn();
  const client = new pg.Client({
    connectionString: env().databaseUrl,
    application_name: 'rehome export',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  let closed = false;
  const close = (): void => {
    if (closed) return;
    closed = true;
    done();
    client.end().catch(() => undefined);
  };
  // A connection that breaks is told by the query that uses it.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    close();
    throw new NoConnection('no connection to the database', { cause });
  }
  return { client, close };
};

import 'server-only';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { SQL } from 'drizzle-orm/sql';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { env } from '@/lib/env';
import { processWide } from '@/lib/process-wide';
import { NoConnection } from './away';

/** So many run at once, each on a connection of its own; others wait. They must not take the connections that the pages need. */
const AT_ONCE = 3;
/** Nobody has read for so long: whoever asked is gone or asleep, and a snapshot that stays open keeps PostgreSQL from tidying up. */
const UNREAD_MS = 120_000;
const LINE_FEED = 10;
/** A piece is at least so long: each costs a turn of the whole chain. */
const PIECE_BYTES = 131_072;

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

/** Opens a connection, outside the pool and without its limit of time: whoever reads may be slow. `close` ends it, once. */
const open = async (): Promise<{ readonly client: pg.Client; readonly close: () => void }> => {
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

/** The values stand in the text, quoted: COPY takes no parameters. The delimiter and the quote are characters that no JSON has in it, so that a row is its text. */
const copyOf = (query: SQL): string =>
  `copy (${new PgDialect().sqlToQuery(query.inlineParams()).sql}) to stdout (format csv, delimiter e'\\x02', quote e'\\x01')`;

/** Chunks, which end anywhere, as larger pieces that end with a line. */
async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    bytes += chunk.length;
    const end = bytes < PIECE_BYTES ? 0 : chunk.lastIndexOf(LINE_FEED) + 1;
    if (end === 0) continue;
    const rest = chunk.subarray(end);
    yield Buffer.concat(held, bytes - rest.length).toString('utf8');
    held = [rest];
    bytes = rest.length;
  }
  if (bytes > 0) yield Buffer.concat(held).toString('utf8');
}

/**
 * Streams the rows of `query`, which has one column of JSON text, as PostgreSQL sends them: pieces of whole lines, each line with its line feed. All rows are of one
 * moment, no row is kept, and PostgreSQL works no faster than is read. Throws what other queries throw; and where nobody has read for `unreadMs`, it ends with an error.
 */
export async function* copyOut(query: SQL, unreadMs = UNREAD_MS): AsyncGenerator<string> {
  const { client, close } = await open();
  try {
    await client.query(`set work_mem = '32MB'`);
    const stream: AsyncIterable<Buffer> = client.query(copyTo(copyOf(query)));
    for await (const piece of wholeLines(stream)) {
      const unread = setTimeout(close, unreadMs);
      yield piece;
      clearTimeout(unread);
    }
  } catch (error) {
    throw error instanceof Error ? new DrizzleQueryError('copy', [], error) : error;
  } finally {
    close();
  }
}

import 'server-only';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { PgDialect } from 'drizzle-orm/pg-core';
import type { SQL } from 'drizzle-orm/sql';
import { to as copyTo } from 'pg-copy-streams';
import { openForExport, UNREAD_MS } from './export-connection';

const LINE_FEED = 10;
/** A piece is at least so long: each costs a turn of the whole chain. */
const PIECE_BYTES = 131_072;

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
  const { client, close } = await openForExport();
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

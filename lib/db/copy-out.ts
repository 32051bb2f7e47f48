import 'server-only';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { PgDialect } from 'drizzle-orm/pg-core';
import { type SQL, sql } from 'drizzle-orm/sql';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { db } from './client';
import { openForExport, UNREAD_MS } from './export-connection';

/** How long an export waits; milliseconds. */
interface Limits {
  /** Nobody has read for so long. */
  readonly unread: number;
  /** PostgreSQL has sent nothing for so long: it may be putting a long history in order, or hang. It is asked on another connection whether it answers. */
  readonly silent: number;
  /** … and so long it may be silent whatever it answers. */
  readonly longest: number;
}

const LIMITS: Limits = { unread: UNREAD_MS, silent: 30_000, longest: 900_000 };
/** For what PostgreSQL answers at once. */
const ANSWER_MS = 5_000;

const LINE_FEED = 10;
/**
 * A piece is at most so long, but where one line is longer: a text of more than 128 kB, as a piece becomes where it is written as JSON, V8 keeps apart from all others, and to make one costs more than
 * everything else that is done for its rows.
 */
const PIECE_BYTES = 32_768;

/** Quotes a value as a server takes it whether a backslash means something to it (`standard_conforming_strings`) or not; drizzle's own way relies on that it does not. */
class Quoting extends PgDialect {
  override escapeString(text: string): string {
    return pg.escapeLiteral(text);
  }
}

/** The values stand in the text, quoted: COPY takes no parameters. */
const copyOf = (query: SQL): string => `copy (${new Quoting().sqlToQuery(query.inlineParams()).sql}) to stdout`;

/**
 * Instants are written in UTC. One process works for an export: a hash join that several share multiplies its batches without end where many rows have no key, and took six gigabytes of memory
 * and a million files so; and the other processors are for the pages. PostgreSQL looks now and then
 * whether we are still there: while it puts a long history in order it would not notice.
 */
const BEGIN = `set work_mem = '32MB'; set max_parallel_workers_per_gather = 0; set timezone = 'UTC'; set datestyle = 'ISO'; set client_connection_check_interval = '2s';
  begin isolation level repeatable read read only`;

/** Lines, cut at their ends. */
function* piecesOf(lines: Buffer): Generator<string> {
  let from = 0;
  while (from < lines.length) {
    const within = from + PIECE_BYTES >= lines.length ? lines.length : lines.lastIndexOf(LINE_FEED, from + PIECE_BYTES - 1) + 1;
    // A line that is longer is a piece by itself; the last one may have no line feed.
    const end = within > from ? within : lines.indexOf(LINE_FEED, from) + 1 || lines.length;
    yield lines.toString('utf8', from, end);
    from = end;
  }
}

/** Chunks, which end anywhere, as pieces that end with a line. */
async function* wholeLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    held.push(chunk);
    bytes += chunk.length;
    // Few chunks are a whole piece: what is shorter waits for the next one.
    const end = bytes < PIECE_BYTES ? 0 : chunk.lastIndexOf(LINE_FEED) + 1;
    if (end === 0) continue;
    const rest = chunk.subarray(end);
    yield* piecesOf(Buffer.concat(held, bytes - rest.length));
    held = [rest];
    bytes = rest.length;
  }
  yield* piecesOf(Buffer.concat(held));
}

/** Calls `hung` where the database hangs, until the returned function is called. */
const whileSilent = ({ silent, longest }: Limits, hung: () => void): (() => void) => {
  const since = performance.now();
  let heard = false;
  const answers = (): Promise<boolean> =>
    db()
      .execute(sql`select 1`)
      .then(
        () => true,
        () => false,
      );
  const ask = async (): Promise<void> => {
    const lives = performance.now() - since < longest && (await answers());
    if (heard) return;
    if (lives) timer = setTimeout(ask, silent);
    else hung();
  };
  let timer = setTimeout(ask, silent);
  return () => {
    heard = true;
    clearTimeout(timer);
  };
};

/** The same chunks; `hung` is called where the next one does not come because the database hangs. */
async function* heard(chunks: AsyncIterable<Buffer>, limits: Limits, hung: () => void): AsyncGenerator<Buffer> {
  let stop = whileSilent(limits, hung);
  try {
    for await (const chunk of chunks) {
      stop();
      yield chunk;
      stop = whileSilent(limits, hung);
    }
  } finally {
    stop();
  }
}

/**
 * Streams the rows of queries as PostgreSQL sends them: pieces of whole lines in COPY's text format (`copy-text.ts`), each line with its line feed. `next` gives one query after the other; it is
 * asked when all lines of the one before were read, and ends with `null`. All rows are of one moment, no row is kept, and PostgreSQL works no faster than is read. Throws what other queries throw; and where nobody reads or the database hangs for longer than `limits`, it ends with an error.
 */
export async function* copyOut(next: () => SQL | null, limits: Limits = LIMITS): AsyncGenerator<string> {
  const { client, close } = await openForExport();
  try {
    await client.query({ text: BEGIN, query_timeout: ANSWER_MS } as pg.QueryConfig);
    for (let query = next(); query !== null; query = next()) {
      const stream: AsyncIterable<Buffer> = client.query(copyTo(copyOf(query)));
      for await (const piece of wholeLines(heard(stream, limits, close))) {
        const unread = setTimeout(close, limits.unread);
        yield piece;
        clearTimeout(unread);
      }
    }
  } catch (error) {
    throw error instanceof Error ? new DrizzleQueryError('copy', [], error) : error;
  } finally {
    close();
  }
}

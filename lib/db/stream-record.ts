import 'server-only';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { openForExport, UNREAD_MS } from './export-connection';
import { openRecord, type RecordSnapshot } from './read-record';

/** In pieces that are worth sending. */
const PIECE = 65_536;

/**
 * Streams what `lines` makes of a chain as it is now, in larger pieces. No event is kept, and PostgreSQL works no faster than is read. Throws what other queries throw;
 * and where nobody has read for two minutes, it ends with an error.
 */
export async function* streamRecord(chain: string, lines: (snapshot: RecordSnapshot) => AsyncIterable<string>): AsyncGenerator<string> {
  const { client, close } = await openForExport();
  try {
    let piece = '';
    for await (const line of lines(await openRecord(client, chain))) {
      piece += line;
      if (piece.length < PIECE) continue;
      const unread = setTimeout(close, UNREAD_MS);
      yield piece;
      clearTimeout(unread);
      piece = '';
    }
    if (piece !== '') yield piece;
  } catch (error) {
    throw error instanceof Error ? new DrizzleQueryError('record', [], error) : error;
  } finally {
    close();
  }
}

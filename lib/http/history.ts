import 'server-only';
import { type Entry, orProblem, pass } from '@/lib/operations/gate';
import { exportHistoryOperation, getHistoryEntryOperation, listHistoryOperation } from '@/lib/operations/history';
import { ok } from '@/lib/result';
import { getOf, givenBy, problemResponse } from './get-of';
import { historyInput } from './history-address';

/** A page of the history. */
export const getHistoryHandler = getOf(listHistoryOperation, historyInput);

/** One restore of the history. */
export const getHistoryEntryHandler = getOf(getHistoryEntryOperation);

const TYPES = { csv: 'text/csv; charset=utf-8; header=present', json: 'application/json' } as const;

/** The whole filtered history as a file. Streamed, which `getOf` does not do. */
export const exportHistoryHandler = async (request: Request): Promise<Response> => {
  const given = historyInput(givenBy(request, {}));
  const entry: Entry = { door: 'get', headers: request.headers };
  const begun = await orProblem(exportHistoryOperation, entry, async () => {
    const pieces = await pass(exportHistoryOperation, entry, given);
    return pieces.ok ? ok(await beginning(pieces.value)) : pieces;
  });
  if (!begun.ok) return problemResponse(begun.error);
  const format = given.format === 'csv' ? 'csv' : 'json';
  const day = new Date().toISOString().slice(0, 10);
  return new Response(streamOf(begun.value), {
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="rehome-history-${day}.${format}"`,
      // Not zipped on the way: that would take processor from the pages.
      'cache-control': 'private, no-store, no-transform',
      'x-content-type-options': 'nosniff',
    },
  });
};

/** The head of a file and its first rows are read before anything is answered: a database that is away is told as such, not as a file that breaks off. */
const BEGINNING = 2;

const beginning = async (pieces: AsyncGenerator<string>): Promise<AsyncGenerator<string>> => {
  const first: string[] = [];
  while (first.length < BEGINNING) {
    const next = await pieces.next();
    if (next.done === true) break;
    first.push(next.value);
  }
  return (async function* () {
    try {
      yield* first;
      yield* pieces;
    } finally {
      // Whoever stops reading while the beginning is sent leaves nothing open behind it.
      await pieces.return(undefined);
    }
  })();
};

/** Text pieces as a byte stream that is read no faster than the browser takes it. */
const streamOf = (pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const next = await pieces.next();
      if (next.done === true) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
};

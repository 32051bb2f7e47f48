import 'server-only';
import { z } from 'zod';
import { getHistoryEntry, listHistory } from '@/lib/data/history';
import { exportHistory } from '@/lib/data/history/export';
import { defineGet, failureOf, problemResponse } from './define-get';
import { historyFilterSchema } from './history-filter';

/** A page of the history. */
export const getHistoryHandler = defineGet({
  name: 'getHistory',
  input: historyFilterSchema.extend({ after: z.string().max(100).optional() }),
  permission: 'read-history',
  run: ({ after, ...filter }) => listHistory(filter, after ?? null),
});

/** One restore of the history. */
export const getHistoryEntryHandler = defineGet({
  name: 'getHistoryEntry',
  input: z.object({ restore: z.string().min(1).max(100) }),
  permission: 'read-history',
  run: ({ restore }) => getHistoryEntry(restore),
});

const exportSchema = historyFilterSchema.extend({ format: z.enum(['csv', 'json']) });
const TYPES = { csv: 'text/csv; charset=utf-8; header=present', json: 'application/json' } as const;

/** The whole filtered history as a file. Streamed, so it stands outside `defineGet`; the data layer checks the permission. */
export const exportHistoryHandler = async (request: Request): Promise<Response> => {
  try {
    const parsed = exportSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!parsed.success) return problemResponse({ code: 'bad-input', fields: parsed.error.issues.map((issue) => issue.path.join('.')) });
    const { format, ...filter } = parsed.data;
    const pieces = await exportHistory(filter, format);
    if (!pieces.ok) return problemResponse(pieces.error);
    const begun = await beginning(pieces.value);
    const day = new Date().toISOString().slice(0, 10);
    return new Response(streamOf(begun), {
      headers: {
        'content-type': TYPES[format],
        'content-disposition': `attachment; filename="rehome-history-${day}.${format}"`,
        // Not zipped on the way: that would take longer than making it.
        'cache-control': 'private, no-store, no-transform',
        'x-content-type-options': 'nosniff',
      },
    });
  } catch (error) {
    return problemResponse(failureOf('exportHistory', error));
  }
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
    yield* first;
    yield* pieces;
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

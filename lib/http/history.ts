import 'server-only';
import { z } from 'zod';
import { getHistoryEntry, listHistory } from '@/lib/data/history';
import { exportHistory } from '@/lib/data/history/export';
import { logUnexpected } from '@/lib/log';
import type { Problem } from '@/lib/problem';
import { defineGet } from './define-get';
import { historyFilterSchema } from './history-filter';
import { statusOf } from './status';

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

const failed = (problem: Problem): Response =>
  Response.json({ problem }, { status: statusOf(problem), headers: { 'cache-control': 'private, no-store' } });

/** The whole filtered history as a file. Streamed, so it stands outside `defineGet`; the data layer checks the permission. */
export const exportHistoryHandler = async (request: Request): Promise<Response> => {
  try {
    const parsed = exportSchema.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!parsed.success) return failed({ code: 'bad-input', fields: parsed.error.issues.map((issue) => issue.path.join('.')) });
    const { format, ...filter } = parsed.data;
    const pieces = await exportHistory(filter, format);
    if (!pieces.ok) return failed(pieces.error);
    const day = new Date().toISOString().slice(0, 10);
    return new Response(streamOf(pieces.value), {
      headers: {
        'content-type': TYPES[format],
        'content-disposition': `attachment; filename="rehome-history-${day}.${format}"`,
        'cache-control': 'private, no-store',
        'x-content-type-options': 'nosniff',
      },
    });
  } catch (error) {
    return failed({ code: 'internal', id: logUnexpected('exportHistory', error) });
  }
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

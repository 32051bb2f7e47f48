import 'server-only';
import { notesOfMany } from '@/lib/db/repositories/notes';
import { type HistoryKey, readHistory } from '@/lib/db/repositories/restores-history';
import type { Problem } from '@/lib/problem';
import { ok, type Result } from '@/lib/result';
import { conditionsOf } from './conditions';
import { csvHead, csvLine } from './csv';
import { entryOf } from './entry';
import { withPermission } from './permission';
import type { ExportedEntry, HistoryFilter } from './views';

const BATCH = 2_000;

/** The whole filtered history as text, piece by piece, so that years of it need no memory. */
export const exportHistory = (filter: HistoryFilter, format: 'csv' | 'json'): Promise<Result<AsyncGenerator<string>, Problem>> =>
  withPermission('read-history', async () => ok(format === 'csv' ? csvFile(filter) : jsonFile(filter)));

/** Batches of restores with their notes, each batch behind the one before: what begins meanwhile moves nothing. */
async function* batches(filter: HistoryFilter): AsyncGenerator<readonly ExportedEntry[]> {
  const wanted = { ...conditionsOf(filter), before: filter.before === undefined ? new Date() : new Date(filter.before) };
  let after: HistoryKey | null = null;
  for (;;) {
    const { rows, more }: Awaited<ReturnType<typeof readHistory>> = await readHistory(wanted, after, BATCH);
    const notes = await notesOfMany(rows.flatMap((row) => (row.notes > 0 ? [row.restore.id] : [])));
    yield rows.map((row) => ({ ...entryOf(row), noteTexts: notes.get(row.restore.id) ?? [] }));
    const last = rows.at(-1)?.restore;
    if (!more || last === undefined) return;
    after = { intendedAt: last.intendedAt, id: last.id };
  }
}

async function* csvFile(filter: HistoryFilter): AsyncGenerator<string> {
  yield csvHead();
  for await (const batch of batches(filter)) if (batch.length > 0) yield batch.map(csvLine).join('');
}

async function* jsonFile(filter: HistoryFilter): AsyncGenerator<string> {
  let before = '[\n';
  for await (const batch of batches(filter)) {
    if (batch.length === 0) continue;
    yield before + batch.map((entry) => JSON.stringify(entry)).join(',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

import 'server-only';
import { exportLines } from '@/lib/db/repositories/history-export';
import type { Problem } from '@/lib/problem';
import { ok, type Result } from '@/lib/result';
import { conditionsOf } from './conditions';
import { csvHead, csvLine } from './csv';
import { withPermission } from './permission';
import type { ExportedEntry, HistoryFilter } from './views';

/** The whole filtered history as text, piece by piece, so that years of it need no memory. */
export const exportHistory = (filter: HistoryFilter, format: 'csv' | 'json'): Promise<Result<AsyncGenerator<string>, Problem>> =>
  withPermission('read-history', async () => ok(format === 'csv' ? csvFile(filter) : jsonFile(filter)));

/** The restores of the filter as they are at this moment, in pieces of whole lines of JSON. */
const pieces = (filter: HistoryFilter): AsyncGenerator<string> => exportLines(conditionsOf(filter));

async function* csvFile(filter: HistoryFilter): AsyncGenerator<string> {
  yield csvHead();
  for await (const piece of pieces(filter))
    yield piece
      .trimEnd()
      .split('\n')
      .map((line) => csvLine(JSON.parse(line) as ExportedEntry))
      .join('');
}

async function* jsonFile(filter: HistoryFilter): AsyncGenerator<string> {
  let before = '[\n';
  for await (const piece of pieces(filter)) {
    yield before + piece.trimEnd().replaceAll('\n', ',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

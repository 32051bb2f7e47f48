import 'server-only';
import { type Entry, pass } from '@/lib/operations/gate';
import { exportHistoryOperation, getHistoryEntryOperation, listHistoryOperation } from '@/lib/operations/history';
import { fileResponse } from './file-response';
import { getOf, givenBy } from './get-of';
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
  const format = given.format === 'csv' ? 'csv' : 'json';
  const day = new Date().toISOString().slice(0, 10);
  const file = { name: `rehome-history-${day}.${format}`, type: TYPES[format] };
  return fileResponse(exportHistoryOperation, entry, file, () => pass(exportHistoryOperation, entry, given));
};

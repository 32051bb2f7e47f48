import 'server-only';
import type { Caller } from '@/lib/auth/caller';
import { withTransaction } from '@/lib/db/client';
import { appendEvents } from '@/lib/db/repositories/events';
import { exportedRestores } from '@/lib/db/repositories/history-export';
import { findRestores, type HistoryConditions } from '@/lib/db/repositories/history-search';
import { canonicalJson } from '@/lib/record/canonical-json';
import { CONSOLE_CHAIN, sha256 } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { conditionsOf } from './conditions';
import { csvHead, csvLine } from './csv';
import { jsonOf } from './json';
import type { HistoryFilter } from './views';

/** So far an export's restores are counted for the record: counting all would take as long as a part of the export. */
const COUNTED = 1_000;

/**
 * The whole filtered history as text, piece by piece, so that years of it need no memory. That somebody takes it is recorded in the console's chain before the first piece:
 * one who breaks off has what was sent until then.
 */
export const exportHistory = async (caller: Caller, filter: HistoryFilter, format: 'csv' | 'json'): Promise<AsyncGenerator<string>> => {
  const wanted = await conditionsOf(caller, filter);
  const { ids, all } = await findRestores(wanted, null, COUNTED, COUNTED);
  const exported: NewEvent = {
    at: new Date(),
    actor: caller.user,
    kind: 'history-exported',
    subject: null,
    data: { format, selection: selectionOf(filter), rows: ids.length, more: !all },
  };
  await withTransaction((tx) => appendEvents(tx, CONSOLE_CHAIN, [exported]));
  return format === 'csv' ? csvFile(wanted) : jsonFile(wanted);
};

/** A filter as canonical JSON; `null`: everything. What was typed may be somebody's name, which the record never holds: of that it keeps the SHA-256. */
const selectionOf = ({ text, ...filter }: HistoryFilter): string | null => {
  const typed = text === undefined ? {} : { textSha256: sha256(text) };
  const given = Object.fromEntries(
    Object.entries({ ...filter, ...typed }).filter(([, value]) => value !== undefined && !isEmptyList(value)),
  );
  return Object.keys(given).length === 0 ? null : canonicalJson(given);
};

const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

async function* csvFile(wanted: HistoryConditions): AsyncGenerator<string> {
  yield csvHead();
  for await (const some of exportedRestores(wanted)) yield some.map(csvLine).join('');
}

async function* jsonFile(wanted: HistoryConditions): AsyncGenerator<string> {
  let before = '[\n';
  for await (const some of exportedRestores(wanted)) {
    yield before + some.map(jsonOf).join(',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

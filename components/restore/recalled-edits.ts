import type { PlanHistory } from '@/lib/restore/history';
import { isObject, openJson, sameJson } from '@/lib/restore/json';
import { bringUpToDate } from '@/lib/restore/upgrade';
import type { RecalledEdits } from './kept-edits';

/** Reads what any version kept in the browser's storage; `null` where it is none, of another plan than one with `source`, or where its steps do not apply. */
export const recalledEdits = (text: string, source: PlanHistory['base']['source']): RecalledEdits | null => {
  const kept = openJson(text);
  if (!isObject(kept) || typeof kept.revision !== 'number' || typeof kept.at !== 'string') return null;
  const read = bringUpToDate(kept.history);
  if (!read.ok || !sameJson(read.value.history.base.source, source)) return null;
  return { revision: kept.revision, at: kept.at, ...read.value };
};

import type { HistoryConditions } from '@/lib/db/repositories/history-search';
import type { HistoryFilter } from './views';

/** A filter as the repository takes it. */
export const conditionsOf = ({ text, user, outcomes, origin, from, before }: HistoryFilter): HistoryConditions => ({
  text,
  user,
  outcomes,
  origin,
  from: from === undefined ? undefined : new Date(from),
  before: before === undefined ? undefined : new Date(before),
});

import type { HistoryKey } from '@/lib/db/repositories/history-search';
import { isSendable } from '@/lib/sendable-instant';
import { isUuid } from '../uuid';

/** The end of a page as an address carries it. */
export const writeKey = ({ intendedAt, id }: { readonly intendedAt: Date; readonly id: string }): string =>
  `${intendedAt.toISOString()}_${id}`;

/** … read back; `null` for anything else. */
export const readKey = (text: string): HistoryKey | null => {
  const [instant = '', id = '', ...more] = text.split('_');
  const intendedAt = new Date(instant);
  return more.length === 0 && isUuid(id) && isSendable(intendedAt) ? { intendedAt, id } : null;
};

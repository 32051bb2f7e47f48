import type { HistoryFilter } from '@/lib/data/history/views';
import { isOpen, OUTCOMES, type Outcome } from '@/lib/jobs/status';
import { type UrlChange, urlOneOf, urlText } from '@/lib/url-codecs';
import { dayStart } from './zoned-day';

/** What one may choose the history by: everything, a group, or one outcome that is final. */
export const OUTCOME_CHOICES = ['any', 'open', 'completed', 'unsuccessful', 'failed', 'aborted', 'refused', 'absent', 'forgotten'] as const;
export type OutcomeChoice = (typeof OUTCOME_CHOICES)[number];

/** Where a restore was started. */
export const ORIGIN_CHOICES = ['any', 'here', 'elsewhere'] as const;
export type OriginChoice = (typeof ORIGIN_CHOICES)[number];

/** The filter of the history as the page's address carries it. Days are those of the reader's zone. */
export const HISTORY_SEARCH = {
  q: urlText,
  by: urlText,
  origin: urlOneOf(ORIGIN_CHOICES, 'any'),
  outcome: urlOneOf(OUTCOME_CHOICES, 'any'),
  from: urlText,
  to: urlText,
} as const;

/** The change that shows the whole history again. */
export const WHOLE_HISTORY: UrlChange<typeof HISTORY_SEARCH> = { q: null, by: null, origin: null, outcome: null, from: null, to: null };

export interface HistorySearch {
  readonly q: string;
  readonly by: string;
  readonly origin: OriginChoice;
  readonly outcome: OutcomeChoice;
  readonly from: string;
  readonly to: string;
}

const MAX_TEXT = 200;

const outcomesOf = (choice: OutcomeChoice): readonly Outcome[] | undefined => {
  if (choice === 'any') return undefined;
  if (choice === 'open') return OUTCOMES.filter(isOpen);
  // Of what was forgotten nobody knows whether it succeeded.
  return choice === 'unsuccessful' ? OUTCOMES.filter((each) => !isOpen(each) && each !== 'completed' && each !== 'forgotten') : [choice];
};

/** The filter that the data layer is asked with. A day that is none, which anybody can write into an address, filters nothing. */
export const historyFilterOf = (search: HistorySearch, timeZone: string): HistoryFilter => {
  const text = search.q.trim().slice(0, MAX_TEXT);
  const outcomes = outcomesOf(search.outcome);
  const from = dayStart(search.from, timeZone);
  const before = dayStart(search.to, timeZone, 1);
  return {
    ...(text === '' ? {} : { text }),
    ...(search.by === '' ? {} : { user: search.by.slice(0, MAX_TEXT) }),
    ...(search.origin === 'any' ? {} : { origin: search.origin }),
    ...(outcomes === undefined ? {} : { outcomes }),
    ...(from === null ? {} : { from }),
    ...(before === null ? {} : { before }),
  };
};

/** Whether the filter can hide anything. */
export const isSearching = (search: HistorySearch): boolean =>
  search.q.trim() !== '' ||
  search.by !== '' ||
  search.origin !== 'any' ||
  search.outcome !== 'any' ||
  search.from !== '' ||
  search.to !== '';

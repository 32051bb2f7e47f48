import { describe, expect, it } from 'vitest';
import { historyInput } from '@/lib/http/history-address';
import { historyFilterSchema } from '@/lib/operations/schemas/history';
import { changeSearch, readPageSearch } from '@/lib/url-codecs';
import { historySearch } from './history';
import { HISTORY_SEARCH, historyFilterOf, isSearching, OUTCOME_CHOICES, WHOLE_HISTORY } from './history-search';

const none = { q: '', by: '', origin: 'any', outcome: 'any', from: '', to: '' } as const;

describe('the address of the history', () => {
  it('is read by the page as it was written in the browser', () => {
    const search = { q: 'web 01', by: 'operator', origin: 'here', outcome: 'unsuccessful', from: '2026-11-01', to: '2026-11-24' } as const;
    const written = changeSearch(HISTORY_SEARCH, '', search);
    expect(written).toBe('q=web+01&by=operator&origin=here&outcome=unsuccessful&from=2026-11-01&to=2026-11-24');
    expect(readPageSearch(HISTORY_SEARCH, Object.fromEntries(new URLSearchParams(written)))).toEqual(search);
    expect(changeSearch(HISTORY_SEARCH, written, WHOLE_HISTORY)).toBe('');
  });

  it('means the whole history where it is empty or says what there is not', () => {
    expect(readPageSearch(HISTORY_SEARCH, {})).toEqual(none);
    expect(readPageSearch(HISTORY_SEARCH, { outcome: 'splendid', origin: 'mars', page: '7' })).toEqual(none);
  });
});

describe('historyFilterOf', () => {
  it('asks for everything where nothing is chosen', () => {
    expect(historyFilterOf(none, 'UTC')).toEqual({});
    expect(isSearching(none)).toBe(false);
  });

  it('takes days of the reader’s zone, the last one included', () => {
    expect(historyFilterOf({ ...none, from: '2026-11-24', to: '2026-11-24' }, 'Asia/Tokyo')).toEqual({
      from: '2026-11-23T15:00:00.000Z',
      before: '2026-11-24T15:00:00.000Z',
    });
  });

  it('ignores days that are none', () => {
    expect(historyFilterOf({ ...none, from: 'yesterday', to: '2026-02-30' }, 'UTC')).toEqual({});
  });

  it('tells groups of outcomes apart', () => {
    expect(historyFilterOf({ ...none, outcome: 'open' }, 'UTC').outcomes).toEqual(['starting', 'waiting', 'running']);
    expect(historyFilterOf({ ...none, outcome: 'unsuccessful' }, 'UTC').outcomes).toEqual(['failed', 'aborted', 'refused', 'absent']);
    expect(historyFilterOf({ ...none, outcome: 'refused' }, 'UTC').outcomes).toEqual(['refused']);
  });

  it('tells restores from here and from elsewhere apart', () => {
    expect(historyFilterOf({ ...none, origin: 'elsewhere' }, 'UTC')).toEqual({ origin: 'elsewhere' });
    expect(isSearching({ ...none, origin: 'here' })).toBe(true);
  });

  it.each(OUTCOME_CHOICES)('makes what the handler accepts: %s', (outcome) => {
    const filter = historyFilterOf(
      { q: 'x'.repeat(500), by: '=cmd', origin: 'here', outcome, from: '2026-11-01', to: '2026-11-30' },
      'Asia/Tokyo',
    );
    const sent = Object.fromEntries(Object.entries(historySearch(filter)).filter(([, value]) => value !== undefined));
    expect(historyFilterSchema.parse(historyInput(sent))).toEqual(filter);
  });
});

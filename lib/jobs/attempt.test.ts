import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ABSENT_AFTER_MS, LIST_REACH_MS, nextForAttempt, type OpenAttempt, SEND_WINDOW_MS } from './attempt';

const young: OpenAttempt = { ageMs: 5_000, leased: false, sends: 1, lookedAfterMs: 2_000, listReaches: true, watchedMs: 3_000 };
const next = (attempt: Partial<OpenAttempt>): string => nextForAttempt({ ...young, ...attempt }, ABSENT_AFTER_MS);

describe('an open attempt', () => {
  it('is sent again soon after a list without its job', () => {
    expect(next({})).toBe('send');
    expect(next({ ageMs: SEND_WINDOW_MS - 1 })).toBe('send');
  });

  it('is sent the first time without a look: nothing of it can be there', () => {
    expect(next({ sends: 0, lookedAfterMs: null })).toBe('send');
  });

  it('is not sent while a list is missing that was begun after the last request', () => {
    expect(next({ lookedAfterMs: null })).toBe('wait');
    expect(next({ lookedAfterMs: -1 })).toBe('wait');
  });

  it('is not sent when nobody expects it any more, nor under a clock that was put back', () => {
    expect(next({ ageMs: SEND_WINDOW_MS })).toBe('wait');
    expect(next({ sends: 0, ageMs: SEND_WINDOW_MS, lookedAfterMs: null })).toBe('wait');
    expect(next({ ageMs: -1 })).toBe('wait');
  });

  it('is absent after the whole wait, by both clocks', () => {
    const old = { ageMs: 20 * 60_000, lookedAfterMs: ABSENT_AFTER_MS, watchedMs: ABSENT_AFTER_MS };
    expect(next(old)).toBe('absent');
    expect(next({ ...old, lookedAfterMs: ABSENT_AFTER_MS - 1 })).toBe('wait');
    // The wall clock was put forward: this process has not watched for so long.
    expect(next({ ...old, watchedMs: ABSENT_AFTER_MS - 1 })).toBe('wait');
  });

  it('is forgotten, not absent, where the list need not hold its job any more; what was never sent is absent all the same', () => {
    const old = { ageMs: LIST_REACH_MS, lookedAfterMs: LIST_REACH_MS, listReaches: false, watchedMs: ABSENT_AFTER_MS };
    expect(next(old)).toBe('forgotten');
    expect(next({ ...old, watchedMs: 0 })).toBe('wait');
    expect(next({ ...old, sends: 0 })).toBe('absent');
  });

  it('is left alone while somebody may be sending it, whatever else is known', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.nat(5),
        fc.option(fc.integer()),
        fc.boolean(),
        fc.nat(),
        (ageMs, sends, lookedAfterMs, listReaches, watchedMs) => {
          expect(nextForAttempt({ ageMs, leased: true, sends, lookedAfterMs, listReaches, watchedMs }, ABSENT_AFTER_MS)).toBe('wait');
        },
      ),
    );
  });

  it('is never both sent and ended by the same knowledge, and never ended without a list', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.nat(5),
        fc.option(fc.integer()),
        fc.boolean(),
        fc.nat(),
        (ageMs, sends, lookedAfterMs, listReaches, watchedMs) => {
          const action = nextForAttempt({ ageMs, leased: false, sends, lookedAfterMs, listReaches, watchedMs }, ABSENT_AFTER_MS);
          if (action === 'absent') expect(lookedAfterMs).toBeGreaterThanOrEqual(ABSENT_AFTER_MS);
          if (action === 'forgotten') expect(lookedAfterMs).toBeGreaterThanOrEqual(ABSENT_AFTER_MS);
          if (action === 'send' && sends > 0) expect(lookedAfterMs).toBeGreaterThanOrEqual(0);
          if (sends > 0 && !listReaches) expect(action).not.toMatch(/absent|send/);
        },
      ),
    );
  });
});

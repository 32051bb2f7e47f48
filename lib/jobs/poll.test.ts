import { describe, expect, it } from 'vitest';
import {
  jobPollMs,
  listPollMs,
  POLL_AFTER_PROBLEM_MS,
  POLL_FAST_MS,
  POLL_SLOW_MS,
  POLL_YOUNG_MS,
  type PolledJob,
  sweepIntervalMs,
} from './poll';

const NOW = 1_000_000_000;
const job: PolledJob = { status: 'RUNNING', outcome: 'running', createdAtMs: NOW - 120_000, verifying: false, stale: false };

describe('jobPollMs', () => {
  it.each<[string, Partial<PolledJob>, number | false]>([
    ['a running job steadily', {}, POLL_FAST_MS],
    ['a young job fast: AWS refuses early', { createdAtMs: NOW - 59_000 }, POLL_YOUNG_MS],
    ['a job whose creation AWS dates after now, fast', { createdAtMs: NOW + 60_000 }, POLL_YOUNG_MS],
    ['less when asking brings nothing', { stale: true, createdAtMs: NOW }, POLL_AFTER_PROBLEM_MS],
    ['not at all once it ended', { status: 'FAILED', outcome: 'failed' }, false],
    ['not at all once it ended elsewhere', { status: 'ABORTED', outcome: null }, false],
    ['on while the addresses are read', { status: 'COMPLETED', outcome: 'completed', verifying: true }, POLL_FAST_MS],
    ['on under a status that AWS added', { status: 'HALF_DONE', outcome: null }, POLL_FAST_MS],
    ['an intent without a job', { status: null, outcome: 'starting' }, POLL_FAST_MS],
    ['not a refused intent', { status: null, outcome: 'refused' }, false],
    ['a job of which nothing is known', { status: null, outcome: null }, POLL_FAST_MS],
  ])('polls %s', (_what, change, expected) => {
    expect(jobPollMs({ ...job, ...change }, NOW)).toBe(expected);
  });
});

describe('listPollMs', () => {
  const list = { open: 0, stale: false, asOfMs: NOW - 1_000 };
  it.each([
    ['slowly where nothing can change', {}, POLL_SLOW_MS],
    ['fast while a job runs', { open: 1 }, POLL_FAST_MS],
    ['at once again while AWS is read for the first time', { asOfMs: null }, POLL_YOUNG_MS],
    ['at once again where the last look was for somebody before', { asOfMs: NOW - 300_000 }, POLL_YOUNG_MS],
    ['less when asking brings nothing', { open: 3, stale: true, asOfMs: null }, POLL_AFTER_PROBLEM_MS],
  ])('polls %s', (_what, change, expected) => {
    expect(listPollMs({ ...list, ...change }, NOW)).toBe(expected);
  });
});

describe('sweepIntervalMs', () => {
  const need = { looking: true, ours: 0, open: 0, failures: 0 };

  it('sweeps more often while somebody looks or something of ours is under way', () => {
    expect(sweepIntervalMs({ ...need, looking: false })).toBe(60_000);
    expect(sweepIntervalMs({ ...need, looking: false, open: 5 })).toBe(60_000);
    expect(sweepIntervalMs({ ...need, looking: false, ours: 1 })).toBe(10_000);
    expect(sweepIntervalMs(need)).toBe(20_000);
    expect(sweepIntervalMs({ ...need, open: 1 })).toBe(2_000);
  });

  it('doubles the wait with each failure, up to two minutes', () => {
    const waits = [1, 2, 3, 4, 50].map((failures) => sweepIntervalMs({ ...need, open: 1, failures }));
    expect(waits).toEqual([4_000, 8_000, 16_000, 32_000, 120_000]);
  });
});

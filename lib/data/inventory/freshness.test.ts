import { describe, expect, it } from 'vitest';
import { combined } from '@/lib/combined-freshness';
import { isFresh, statusOf, sweepView } from './freshness';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 24) + seconds * 1_000);
const row = { subject: 'vaults', startedAt: at(0), finishedAt: at(2), read: 3, problem: null, failures: 0, whole: null };
const throttled = { code: 'throttled', awsMessage: 'Rate exceeded' } as const;

describe('isFresh', () => {
  it('is a minute long', () => {
    expect(isFresh(row, at(61))).toBe(true);
    expect(isFresh(row, at(62))).toBe(false);
  });

  it('is longer after a long sweep', () => {
    expect(isFresh({ ...row, finishedAt: at(300) }, at(300 + 1_499))).toBe(true);
    expect(isFresh({ ...row, finishedAt: at(300) }, at(300 + 1_500))).toBe(false);
  });

  it('waits a little after a problem, however old the rows are', () => {
    expect(isFresh({ ...row, startedAt: at(100), problem: throttled }, at(114))).toBe(true);
    expect(isFresh({ ...row, startedAt: at(100), problem: throttled }, at(115))).toBe(false);
  });

  it('waits for a moment only where somebody may renew the credentials', () => {
    const expired = { code: 'expired-credentials', source: 'file', awsMessage: '' } as const;
    expect(isFresh({ ...row, startedAt: at(100), problem: expired }, at(101))).toBe(true);
    expect(isFresh({ ...row, startedAt: at(100), problem: expired }, at(102))).toBe(false);
  });

  it('is not what is dated ahead: a clock was put right since', () => {
    expect(isFresh({ ...row, startedAt: at(7_200), finishedAt: at(7_201) }, at(100))).toBe(false);
    expect(isFresh({ ...row, startedAt: at(90), finishedAt: at(7_201) }, at(100))).toBe(false);
    expect(isFresh({ ...row, startedAt: at(7_200), problem: throttled }, at(100))).toBe(false);
  });

  it('is not what was never swept, or never to its end', () => {
    expect(isFresh(undefined, at(0))).toBe(false);
    expect(isFresh({ ...row, finishedAt: null }, at(1))).toBe(false);
  });
});

describe('combined', () => {
  it('is as old as its oldest and keeps the first problem', () => {
    const views = [
      sweepView(row, false),
      sweepView({ ...row, finishedAt: at(1), problem: throttled, read: 5 }, true),
      sweepView({ ...row, finishedAt: null, read: 7 }, true),
    ];
    expect(combined(views)).toEqual({ asOf: at(1).toISOString(), refreshing: true, read: 12, problem: throttled });
  });

  it('knows nothing of nothing', () => {
    expect(combined([])).toEqual({ asOf: null, refreshing: false, read: 0, problem: null });
  });
});

describe('statusOf', () => {
  it('says that a place is being read when what is asked for has no row yet', () => {
    const vaults = { subject: 'vaults', asOf: at(2).toISOString(), refreshing: false, read: 3, problem: null };
    expect(statusOf([row], new Set(['points:nightly']))).toEqual({ sweeps: [vaults], refreshing: true });
    expect(statusOf([row], new Set())).toEqual({ sweeps: [vaults], refreshing: false });
  });

  it('leaves out what is no part of the inventory', () => {
    expect(statusOf([{ ...row, subject: 'jobs' }], new Set()).sweeps).toEqual([]);
  });
});

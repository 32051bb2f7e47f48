import { describe, expect, it } from 'vitest';
import { parsePercent } from './percent';
import { clockText, elapsedSeconds, estimate, type JobTimes } from './timing';

const START = 1_000_000;
const job: JobTimes = { createdAtMs: START, completedAtMs: null, expectedMinutes: null, likeSeconds: null, percent: null };
const atSecond = (seconds: number): number => START + seconds * 1_000;

describe('elapsedSeconds', () => {
  it('counts to now, or to the end', () => {
    expect(elapsedSeconds(job, atSecond(42))).toBe(42);
    expect(elapsedSeconds({ ...job, completedAtMs: atSecond(10) }, atSecond(42))).toBe(10);
  });

  it('is never negative where AWS’s clock is ahead of ours', () => {
    expect(elapsedSeconds(job, START - 5_000)).toBe(0);
  });
});

describe('estimate', () => {
  it('takes AWS’s figure first, and says when it has run out', () => {
    const told = { ...job, expectedMinutes: 2, percent: 90 };
    expect(estimate(told, atSecond(30))).toEqual({ remainingSeconds: 90, basis: 'aws', overdue: false });
    expect(estimate(told, atSecond(120))).toEqual({ remainingSeconds: 0, basis: 'aws', overdue: false });
    expect(estimate(told, atSecond(121))).toEqual({ remainingSeconds: 0, basis: 'aws', overdue: true });
  });

  it('takes the median of restores like it where AWS gives none', () => {
    const like = { ...job, likeSeconds: 100, percent: 90 };
    expect(estimate(like, atSecond(30))).toEqual({ remainingSeconds: 70, basis: 'like', overdue: false });
    expect(estimate(like, atSecond(101))).toEqual({ remainingSeconds: 0, basis: 'like', overdue: true });
    expect(estimate({ ...like, expectedMinutes: 2 }, atSecond(30))?.basis).toBe('aws');
  });

  it('extends the share done, once that means something', () => {
    expect(estimate({ ...job, percent: 25 }, atSecond(30))).toEqual({ remainingSeconds: 90, basis: 'percent', overdue: false });
    expect(estimate({ ...job, percent: 4 }, atSecond(300))).toBeNull();
    expect(estimate({ ...job, percent: 50 }, atSecond(19))).toBeNull();
    expect(estimate({ ...job, expectedMinutes: 0, percent: 50 }, atSecond(20))?.basis).toBe('percent');
  });

  it('has nothing to say of what has ended or of what nothing is known', () => {
    expect(estimate({ ...job, completedAtMs: atSecond(5), expectedMinutes: 2 }, atSecond(9))).toBeNull();
    expect(estimate(job, atSecond(600))).toBeNull();
  });
});

describe('clockText', () => {
  it.each([
    [0, '0:00'],
    [9, '0:09'],
    [61, '1:01'],
    [3_599, '59:59'],
    [3_600, '1:00:00'],
    [100_000, '27:46:40'],
    [59.9, '0:59'],
  ])('%i seconds are %s', (seconds, text) => {
    expect(clockText(seconds)).toBe(text);
  });
});

describe('parsePercent', () => {
  it.each([
    ['0.00%', 0],
    ['42.17%', 42.17],
    ['12', 12],
    [' 7 % ', 7],
    [0, 0],
    [150, 100],
    ['-1%', null],
    ['', null],
    ['many', null],
    [null, null],
    [undefined, null],
    [Number.NaN, null],
  ])('%j is %j', (value, percent) => {
    expect(parsePercent(value)).toBe(percent);
  });
});

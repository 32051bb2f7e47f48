import { describe, expect, it, vi } from 'vitest';
import { beginReading } from './reading';

vi.mock('server-only', () => ({}));

const never = <T>(): Promise<T> => new Promise(() => undefined);

describe('a reading', () => {
  it('has what answers in its time, and nothing of what does not', async () => {
    // The clocks stand still: a machine that is busy may take longer than this to come from one line to the next.
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    try {
      const reading = beginReading(20);
      expect(await Promise.all([reading.inTime(async () => 'there'), reading.inTime(never)])).toEqual(['there', null]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('begins nothing any more once it is over', async () => {
    const work = vi.fn(async () => 'there');
    expect(await beginReading(0).inTime(work)).toBeNull();
    expect(work).not.toHaveBeenCalled();
  });

  it('is as old as the clock says that says more', () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    try {
      vi.setSystemTime(1_000_000);
      const reading = beginReading();
      expect([reading.beganAtMs, reading.ageMs()]).toEqual([1_000_000, 0]);
      // The machine slept: only the wall clock went on.
      vi.setSystemTime(1_040_000);
      expect(reading.ageMs()).toBe(40_000);
      // It is set back: the other one still says how long it was.
      vi.setSystemTime(0);
      vi.advanceTimersByTime(5_000);
      expect(reading.ageMs()).toBe(5_000);
    } finally {
      vi.useRealTimers();
    }
  });

  it('passes a failure on in its time, and swallows one that comes later', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await expect(beginReading().inTime(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    let fail: (error: Error) => void = () => undefined;
    const late = new Promise<never>((_, reject) => {
      fail = reject;
    });
    expect(await beginReading(5).inTime(() => late)).toBeNull();
    fail(new Error('late'));
    await late.catch(() => undefined);
  });
});

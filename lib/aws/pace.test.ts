import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { err, ok } from '@/lib/result';
import { Pace } from './pace';

const throttled = err({ code: 'throttled', awsMessage: 'Rate exceeded' } as const);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Calls that are open until they are answered. */
const calls = () => {
  const open: ((answer: ReturnType<typeof ok<number>> | typeof throttled) => void)[] = [];
  return { open, send: () => new Promise<ReturnType<typeof ok<number>> | typeof throttled>((resolve) => open.push(resolve)) };
};

describe('the pace', () => {
  it('lets so many calls run at once and more after each round that went well', async () => {
    const pace = new Pace();
    const { open, send } = calls();
    const all = Promise.all(Array.from({ length: 30 }, () => pace.run(send)));
    await vi.advanceTimersByTimeAsync(0);
    expect(open).toHaveLength(8);
    for (const answer of open.splice(0)) answer(ok(1));
    await vi.advanceTimersByTimeAsync(0);
    expect([open.length, pace.limit]).toEqual([9, 9]);
    while (open.length > 0) {
      for (const answer of open.splice(0)) answer(ok(1));
      await vi.advanceTimersByTimeAsync(0);
    }
    expect((await all).every((answer) => answer.ok)).toBe(true);
  });

  it('halves once for the refusals of one moment, waits, and repeats what was refused', async () => {
    const pace = new Pace();
    const { open, send } = calls();
    const all = Promise.all(Array.from({ length: 8 }, () => pace.run(send)));
    await vi.advanceTimersByTimeAsync(0);
    for (const answer of open.splice(0)) answer(throttled);
    await vi.advanceTimersByTimeAsync(200);
    expect([open.length, pace.limit]).toEqual([0, 4]);
    await vi.advanceTimersByTimeAsync(100);
    expect(open).toHaveLength(4);
    while (open.length > 0) {
      for (const answer of open.splice(0)) answer(ok(2));
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(await all).toEqual(Array.from({ length: 8 }, () => ok(2)));
  });

  it('gives up a call that is refused again and again, having waited longer each time, and hands on every other failure at once', async () => {
    const pace = new Pace();
    let asked = 0;
    const began = performance.now();
    const refused = pace.run(async () => {
      asked += 1;
      return throttled;
    });
    await vi.runAllTimersAsync();
    expect(await refused).toBe(throttled);
    expect(asked).toBe(3);
    expect(performance.now() - began).toBeGreaterThanOrEqual(250 + 500);
    expect(pace.limit).toBe(1);
    const denied = err({ code: 'access-denied', action: 'backup:ListRecoveryPointsByBackupVault', awsMessage: '' } as never);
    const next = pace.run(async () => denied);
    await vi.runAllTimersAsync();
    expect(await next).toBe(denied);
  });

  it('goes on after a call that throws', async () => {
    const pace = new Pace();
    for (let i = 0; i < 20; i += 1) await expect(pace.run(() => Promise.reject(new Error('cut')))).rejects.toThrow('cut');
    expect(await pace.run(async () => ok(3))).toEqual(ok(3));
  });
});

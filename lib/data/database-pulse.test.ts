import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { databaseHangs } from './database-pulse';

vi.mock('server-only', () => ({}));

/** What the database does with each question that comes. */
const database = vi.hoisted(() => ({ asked: 0, answer: (): Promise<Date> => Promise.resolve(new Date(0)) }));
vi.mock('@/lib/db/about', () => ({
  databaseNow: () => {
    database.asked += 1;
    return database.answer();
  },
}));

let answerAll: () => void = () => undefined;
const silent = (): Promise<Date> =>
  new Promise((resolve) => {
    const before = answerAll;
    answerAll = () => {
      before();
      resolve(new Date(0));
    };
  });

const watched = () => {
  const over = new AbortController();
  let known = false;
  void databaseHangs(over.signal).then(() => {
    known = true;
  });
  return { over, hangs: () => known };
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  database.asked = 0;
  database.answer = () => Promise.resolve(new Date(0));
});
afterEach(async () => {
  answerAll();
  await vi.runOnlyPendingTimersAsync();
  vi.useRealTimers();
});

describe('that the database hangs', () => {
  it('is not even asked while answers come soon', async () => {
    const { over } = watched();
    await vi.advanceTimersByTimeAsync(1_900);
    over.abort();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(database.asked).toBe(0);
  });

  it('is known within seconds, by one question for all who wait, and at once to whoever comes then', async () => {
    database.answer = silent;
    const all = [watched(), watched(), watched()];
    await vi.advanceTimersByTimeAsync(4_900);
    expect(all.map(({ hangs }) => hangs())).toEqual([false, false, false]);
    await vi.advanceTimersByTimeAsync(400);
    expect([database.asked, ...all.map(({ hangs }) => hangs())]).toEqual([1, true, true, true]);
    const late = watched();
    await vi.advanceTimersByTimeAsync(300);
    expect([database.asked, late.hangs()]).toEqual([1, true]);
  });

  it('is not so where something else takes long, or where it is away and says so', async () => {
    const slow = watched();
    await vi.advanceTimersByTimeAsync(30_000);
    expect([database.asked > 1, slow.hangs()]).toEqual([true, false]);
    database.answer = () => Promise.reject(new Error('refused'));
    await vi.advanceTimersByTimeAsync(30_000);
    expect(slow.hangs()).toBe(false);
    slow.over.abort();
  });

  it('is over when it answers again', async () => {
    database.answer = silent;
    const before = watched();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(before.hangs()).toBe(true);
    answerAll();
    database.answer = () => Promise.resolve(new Date(0));
    await vi.advanceTimersByTimeAsync(1);
    const after = watched();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(after.hangs()).toBe(false);
    after.over.abort();
  });
});

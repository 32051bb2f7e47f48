import { expect, it } from 'vitest';
import { ok } from '@/lib/result';
import { oldestAwaited, onAwaited } from './awaited';
import { heard } from './signed-out';

const answerLater = () => {
  let come: (value: ReturnType<typeof ok<number>>) => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const answer = new Promise<ReturnType<typeof ok<number>>>((resolve, reject) => {
    come = resolve;
    fail = reject;
  });
  return { answer, come: () => come(ok(1)), fail: () => fail(new Error('gone')) };
};

it('tells since when the oldest answer is waited for that has not come', async () => {
  const told: (number | null)[] = [];
  const stop = onAwaited(() => told.push(oldestAwaited()));
  expect(oldestAwaited()).toBeNull();
  const [first, second] = [answerLater(), answerLater()];
  const all = [heard(first.answer), heard(second.answer)];
  const began = oldestAwaited();
  expect(began).not.toBeNull();
  second.come();
  await all[1];
  expect(oldestAwaited()).toBe(began);
  first.come();
  await all[0];
  expect(oldestAwaited()).toBeNull();
  expect(told).toEqual([began, null]);
  stop();
});

it('tells it for as long as the answer is out, however early whoever asked has given it up', async () => {
  const { answer, fail } = answerLater();
  await expect(heard(answer, 5)).rejects.toMatchObject({ name: 'TimeoutError' });
  expect(oldestAwaited()).not.toBeNull();
  fail();
  await expect.poll(oldestAwaited).toBeNull();
});

import { expect, it } from 'vitest';
import { eachAtOnce } from './at-once';

it('does everything, never more at a time than it may', async () => {
  let running = 0;
  let most = 0;
  const done: number[] = [];
  await eachAtOnce([1, 2, 3, 4, 5, 6, 7], 3, async (each) => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setTimeout(resolve, 1));
    running -= 1;
    done.push(each);
  });
  expect([...done].sort()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(most).toBe(3);
});

it('begins nothing more after a failure, waits for what is under way, and throws the first one', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  let release = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const all = eachAtOnce([1, 2, 3, 4], 2, async (each) => {
    begun.push(each);
    if (each === 1) throw new Error('first');
    await gate;
    ended.push(each);
  });
  release();
  await expect(all).rejects.toThrow('first');
  expect(begun).toEqual([1, 2]);
  expect(ended).toEqual([2]);
});

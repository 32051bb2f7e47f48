import { expect, it } from 'vitest';
import { merged } from './merged';

const ended: string[] = [];
async function* source(name: string, items: readonly string[], fails = false): AsyncGenerator<string> {
  try {
    for (const item of items) yield item;
    if (fails) throw new Error(`${name} failed`);
  } finally {
    ended.push(name);
  }
}
const taken = async (from: AsyncGenerator<string>, most = Number.POSITIVE_INFINITY): Promise<string[]> => {
  const out: string[] = [];
  for await (const item of from) {
    out.push(item);
    if (out.length === most) break;
  }
  return out;
};

it('gives everything of each source, each in its order, and nothing of none', async () => {
  const out = await taken(merged([source('a', ['a1', 'a2', 'a3']), source('b', []), source('c', ['c1', 'c2'])]));
  expect(out.filter((item) => item.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
  expect([...out].sort()).toEqual(['a1', 'a2', 'a3', 'c1', 'c2']);
  expect(await taken(merged([]))).toEqual([]);
});

it('ends every source where one fails or whoever takes stops', async () => {
  ended.length = 0;
  await expect(taken(merged([source('bad', ['x'], true), source('long', Array.from({ length: 99 }, String))]))).rejects.toThrow(
    'bad failed',
  );
  expect([...ended].sort()).toEqual(['bad', 'long']);
  ended.length = 0;
  expect(await taken(merged([source('a', ['1', '2', '3']), source('b', ['4', '5', '6'])]), 2)).toHaveLength(2);
  expect([...ended].sort()).toEqual(['a', 'b']);
});

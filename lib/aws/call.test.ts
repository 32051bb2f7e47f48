import { describe, expect, it } from 'vitest';
import { err, ok } from '@/lib/result';
import { all, batches, type Page, pages } from './call';

const collect = async (walk: AsyncIterable<unknown>): Promise<unknown[]> => {
  const out: unknown[] = [];
  for await (const each of walk) out.push(each);
  return out;
};

const throttled = Object.assign(new Error('Rate exceeded'), {
  name: 'ThrottlingException',
  $fault: 'client',
  $metadata: { httpStatusCode: 400 },
});

describe('pages', () => {
  it('follows tokens, through an empty page too', async () => {
    const book: Record<string, Page<number>> = {
      first: { items: [1, 2], next: 'second' },
      second: { items: [], next: 'third' },
      third: { items: [3], next: undefined },
    };
    expect(await collect(pages('a:b', async (token) => book[token ?? 'first']!))).toEqual([ok([1, 2]), ok([]), ok([3])]);
  });

  it('keeps what was read before a failure, and ends there', async () => {
    const walk = pages('a:b', async (token) => {
      if (token === undefined) return { items: [1], next: 'second' };
      throw throttled;
    });
    expect(await collect(walk)).toEqual([ok([1]), err({ code: 'throttled', awsMessage: 'Rate exceeded' })]);
  });

  it('ends at a token that repeats and at an empty one', async () => {
    expect(await collect(pages('a:b', async () => ({ items: [1], next: 'same' })))).toHaveLength(2);
    expect(await collect(pages('a:b', async () => ({ items: [1], next: '' })))).toHaveLength(1);
  });
});

describe('all', () => {
  it('joins pages, or fails with the first failure', async () => {
    expect(
      await all(pages('a:b', async (token) => ({ items: [token ?? 'first'], next: token === undefined ? 'second' : undefined }))),
    ).toEqual(ok(['first', 'second']));
    const failing = pages('a:b', async () => {
      throw throttled;
    });
    expect(await all(failing)).toMatchObject({ ok: false, error: { code: 'throttled' } });
  });
});

describe('batches', () => {
  it('cuts a list into runs', () => {
    expect(batches([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
    expect(batches([], 2)).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { createCache, type Lifetime } from './cache';

let caches = 0;
const setUp = (lifetime: Lifetime) => {
  let clock = 0;
  let loads = 0;
  caches += 1;
  const cache = createCache<number>(
    `test-${caches}`,
    () => lifetime,
    () => clock,
  );
  const load = async () => {
    loads += 1;
    return loads;
  };
  return { cache, load, wait: (ms: number) => (clock += ms), loads: () => loads };
};

describe('createCache', () => {
  it('answers from what is kept while it is fresh, and asks again after', async () => {
    const { cache, load, wait } = setUp({ freshMs: 100 });
    expect(await cache.get('k', load)).toBe(1);
    wait(99);
    expect(await cache.get('k', load)).toBe(1);
    wait(1);
    expect(await cache.get('k', load)).toBe(2);
    expect(await cache.get('other', load)).toBe(3);
  });

  it('has one fetch at a time per key', async () => {
    const { cache, load, loads } = setUp({ freshMs: 100 });
    expect(await Promise.all([cache.get('k', load), cache.get('k', load), cache.get('k', load)])).toEqual([1, 1, 1]);
    expect(loads()).toBe(1);
  });

  it('serves what is stale while it asks again behind it', async () => {
    const { cache, load, wait } = setUp({ freshMs: 100, staleMs: 1_000 });
    await cache.get('k', load);
    wait(500);
    expect(await cache.get('k', load)).toBe(1);
    await Promise.resolve();
    expect(await cache.get('k', load)).toBe(2);
    wait(1_000);
    expect(await cache.get('k', load)).toBe(3);
  });

  it('never answers a fresh look from before it: neither from the cache nor from a fetch under way', async () => {
    const { cache } = setUp({ freshMs: 100 });
    const order: string[] = [];
    let finishSlow: (value: number) => void = () => undefined;
    const slow = cache
      .get('k', () => new Promise<number>((resolve) => (finishSlow = resolve)))
      .then((value) => order.push(`slow ${value}`));
    const fresh = await cache.get('k', async () => 2, { fresh: true });
    order.push(`fresh ${fresh}`);
    finishSlow(1);
    await slow;
    expect(order).toEqual(['fresh 2', 'slow 1']);
    expect(await cache.get('k', async () => 3)).toBe(2);
  });

  it('does not keep a rejection', async () => {
    const { cache, load } = setUp({ freshMs: 100 });
    await expect(cache.get('k', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await cache.get('k', load)).toBe(1);
  });
});

import { describe, expect, it } from 'vitest';
import { observed } from './observed';

const counting = () => {
  const it = observed({ a: 1, b: 1 });
  const seen: { readonly a: number; readonly b: number }[] = [];
  const stop = it.subscribe(() => seen.push(it.read()));
  return { it, seen, stop };
};

describe('observed', () => {
  it('tells each change, until one stops to listen', () => {
    const { it, seen, stop } = counting();
    it.change({ a: 2 });
    stop();
    it.change({ a: 3 });
    expect(seen).toEqual([{ a: 2, b: 1 }]);
  });

  it('tells changes that belong together once, with the last of them, also when they stand inside others', () => {
    const { it, seen } = counting();
    const answer = it.together(() => {
      it.change({ a: 2 });
      it.together(() => it.change({ b: 2 }));
      it.change({ a: 3 });
      return 'done';
    });
    expect(answer).toBe('done');
    expect(seen).toEqual([{ a: 3, b: 2 }]);
  });

  it('tells what was changed before an error, and each change again after it', () => {
    const { it, seen } = counting();
    expect(() =>
      it.together(() => {
        it.change({ a: 2 });
        throw new Error('in between');
      }),
    ).toThrow('in between');
    it.change({ a: 3 });
    expect(seen.map(({ a }) => a)).toEqual([2, 3]);
  });

  it('says nothing of changes that did not happen', () => {
    const { it, seen } = counting();
    it.together(() => undefined);
    expect(seen).toEqual([]);
  });
});

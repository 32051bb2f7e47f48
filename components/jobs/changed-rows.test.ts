import { describe, expect, it } from 'vitest';
import { changedIds } from './changed-rows';

describe('changedIds', () => {
  const before = new Map([
    ['a', 'RUNNING'],
    ['b', 'PENDING'],
  ]);

  it('finds nothing changed at first sight, nor when nothing changed', () => {
    expect(changedIds(null, before)).toEqual([]);
    expect(changedIds(before, new Map(before))).toEqual([]);
  });

  it('finds what changed and what is new, not what went', () => {
    const after = new Map([
      ['c', 'PENDING'],
      ['a', 'COMPLETED'],
    ]);
    expect(changedIds(before, after)).toEqual(['c', 'a']);
    expect(changedIds(new Map(), before)).toEqual(['a', 'b']);
  });

  it('takes what follows all that was there for the rest of the list', () => {
    expect(changedIds(before, new Map([...before, ['c', 'COMPLETED'], ['d', 'FAILED']]))).toEqual([]);
  });
});

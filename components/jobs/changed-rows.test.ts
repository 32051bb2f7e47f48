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
      ['a', 'COMPLETED'],
      ['c', 'PENDING'],
    ]);
    expect(changedIds(before, after)).toEqual(['a', 'c']);
  });
});

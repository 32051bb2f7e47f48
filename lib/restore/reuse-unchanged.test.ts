import { describe, expect, it } from 'vitest';
import type { Diagnostic } from './diagnostic';
import { aFinding } from './fixtures/finding';
import { reuseUnchanged } from './reuse-unchanged';

const finding = (at: string, address: string): Diagnostic => aFinding({ at, params: { address } });

describe('reuseUnchanged', () => {
  it('is the old list where the verdict is the same', () => {
    const before = [finding('/a', '10.0.0.4'), finding('/b', '10.0.0.5')];
    expect(reuseUnchanged(before, [finding('/a', '10.0.0.4'), finding('/b', '10.0.0.5')])).toBe(before);
  });

  it('keeps what was said before, takes what is new, and follows the new order', () => {
    const before = [finding('/a', '10.0.0.4'), finding('/b', '10.0.0.5')];
    const now = reuseUnchanged(before, [finding('/b', '10.0.0.5'), finding('/a', '10.0.0.6')]);
    expect(now).toEqual([finding('/b', '10.0.0.5'), finding('/a', '10.0.0.6')]);
    expect(now[0]).toBe(before[1]);
    expect(now[1]).not.toBe(before[0]);
  });

  it('tells a finding that has gone', () => {
    const before = [finding('/a', '10.0.0.4'), finding('/b', '10.0.0.5')];
    expect(reuseUnchanged(before, [finding('/a', '10.0.0.4')])).toEqual([before[0]]);
  });
});

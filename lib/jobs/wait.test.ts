import { describe, expect, it } from 'vitest';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { heldBeside, isHeld, isSilence, nextForWait, untilNextLook } from './wait';

const finding = (more: Partial<Diagnostic>): Diagnostic => ({
  rule: 'V10',
  code: 'in-use-instance',
  severity: 'error',
  at: '',
  params: {},
  evidence: { source: 'request', asOf: null },
  fixes: [],
  ...more,
});
const wait = { state: 'waiting', notBeforeMs: null, untilMs: 100_000 } as const;

describe('an open wait', () => {
  it.each([
    ['is looked at', wait, 0, 'look'],
    ['rests before its time', { ...wait, notBeforeMs: 50_000 }, 49_999, 'rest'],
    ['is looked at from its time on', { ...wait, notBeforeMs: 50_000 }, 50_000, 'look'],
    ['rests while it asks', { ...wait, state: 'asking' }, 0, 'rest'],
    ['expires at its deadline, to the millisecond', wait, 100_000, 'expire'],
    ['expires also while it asks', { ...wait, state: 'asking' }, 100_001, 'expire'],
    ['is left alone when it has ended', { ...wait, state: 'cancelled' }, 200_000, 'nothing'],
  ] as const)('%s', (_what, each, now, next) => {
    expect(nextForWait(each, now)).toBe(next);
  });

  it('is looked at often while it may start, and right at its time and its deadline', () => {
    expect(untilNextLook([wait], 0)).toBe(2_000);
    expect(untilNextLook([wait], 99_500)).toBe(500);
    expect(untilNextLook([{ ...wait, notBeforeMs: 50_000 }], 0)).toBe(15_000);
    expect(untilNextLook([{ ...wait, notBeforeMs: 50_000 }], 49_300)).toBe(700);
    expect(untilNextLook([{ ...wait, state: 'asking' }], 99_000)).toBe(1_000);
    expect(untilNextLook([{ ...wait, state: 'asking' }, wait], 0)).toBe(2_000);
    expect(untilNextLook([wait], 200_000)).toBe(0);
    expect(untilNextLook([], 0)).toBe(15_000);
  });
});

it('waits for what somebody holds, and for nothing else', () => {
  expect(isHeld(finding({}))).toBe(true);
  expect(isHeld(finding({ rule: 'V11', code: 'in-use-stopped' }))).toBe(true);
  expect(isHeld(finding({ rule: 'V32', code: 'interface-attached' }))).toBe(true);
  expect(isHeld(finding({ rule: 'V32', code: 'subnet-not-found' }))).toBe(false);
  expect(isHeld(finding({ severity: 'unknown', code: 'unknown-denied' }))).toBe(false);
});

it('tells silence of AWS from what it refuses to tell', () => {
  expect(isSilence(finding({ severity: 'unknown', code: 'unknown-throttled' }))).toBe(true);
  expect(isSilence(finding({ severity: 'unknown', code: 'unknown-denied' }))).toBe(false);
});

it('a start waits for every address of its plan that somebody holds, each told once', () => {
  const held = (address: string, more: Partial<Diagnostic> = {}) => finding({ params: { address }, ...more });
  const findings = [held('10.0.0.4'), held('10.0.0.5'), held('10.0.0.5'), held('10.0.0.6', { rule: 'F6' }), finding({})];
  expect(heldBeside(findings, '10.0.0.4')).toEqual(['10.0.0.5']);
  expect(heldBeside([held('10.0.0.4')], '10.0.0.4')).toEqual([]);
});

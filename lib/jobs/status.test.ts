import { describe, expect, it } from 'vitest';
import { FORGOTTEN, isOpen, isTerminal, jobStatusRow, OUTCOMES, outcomeOf, TERMINAL_STATUSES } from './status';

describe('statuses', () => {
  it('end with one of three results', () => {
    expect([...TERMINAL_STATUSES].sort()).toEqual(['ABORTED', 'COMPLETED', 'FAILED']);
    for (const status of TERMINAL_STATUSES) expect(isTerminal(status)).toBe(true);
  });

  it('are also ended where AWS has forgotten the job; AWS itself has no such status', () => {
    expect(isTerminal(FORGOTTEN)).toBe(true);
    expect(TERMINAL_STATUSES).not.toContain(FORGOTTEN);
  });

  it.each(['SOMETHING_NEW', '', 'toString', '__proto__', 'completed'])('that we do not know (%j) count as running', (status) => {
    expect(jobStatusRow(status)).toEqual({ phase: 'running', result: null });
  });
});

describe('outcomeOf', () => {
  it.each([
    ['open', null, 'starting'],
    ['open', 'RUNNING', 'starting'],
    ['refused', null, 'refused'],
    ['absent', null, 'absent'],
    ['started', null, 'waiting'],
    ['started', 'CREATED', 'waiting'],
    ['started', 'PENDING', 'waiting'],
    ['started', 'RUNNING', 'running'],
    ['started', 'HALF_DONE', 'running'],
    ['started', 'COMPLETED', 'completed'],
    ['started', 'FAILED', 'failed'],
    ['started', 'ABORTED', 'aborted'],
    ['started', FORGOTTEN, 'forgotten'],
  ] as const)('%s with job %s is %s', (state, status, outcome) => {
    expect(outcomeOf(state, status)).toBe(outcome);
    expect(OUTCOMES).toContain(outcome);
  });

  it('is open until it is final', () => {
    expect(OUTCOMES.filter(isOpen)).toEqual(['starting', 'waiting', 'running']);
  });
});

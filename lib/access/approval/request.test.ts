import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countingApprovals,
  expiryOf,
  isOpen,
  mayAnswer,
  mayWithdraw,
  ownersOf,
  REQUEST_STATES,
  type RequestEvidence,
  requestState,
} from './request';

const NOW = 1_000_000;
const evidence = (over: Partial<RequestEvidence> = {}): RequestEvidence => ({
  ended: null,
  answers: [],
  expiresAt: NOW + 1,
  approvals: 1,
  own: ['alex'],
  approvers: new Set(['hanako', 'emma', 'alex']),
  ...over,
});
const approve = (person: string) => ({ person, answer: 'approve' as const });
const refuse = (person: string) => ({ person, answer: 'refuse' as const });

describe('the state of a request', () => {
  it.each([
    ['nobody answered', {}, 'waiting'],
    ['one of one approved', { answers: [approve('hanako')] }, 'approved'],
    ['one of two approved', { approvals: 2, answers: [approve('hanako')] }, 'waiting'],
    ['two of two approved', { approvals: 2, answers: [approve('hanako'), approve('emma')] }, 'approved'],
    ['one approved twice', { approvals: 2, answers: [approve('hanako'), approve('hanako')] }, 'waiting'],
    ['the requester approved', { answers: [approve('alex')] }, 'waiting'],
    ['somebody approved who may no more', { answers: [approve('takeshi')] }, 'waiting'],
    ['one refused', { answers: [approve('hanako'), refuse('emma')] }, 'refused'],
    ['one refused who may no more', { answers: [approve('hanako'), refuse('takeshi')] }, 'refused'],
    ['its time is over', { expiresAt: NOW }, 'expired'],
    ['it was approved and its time is over', { answers: [approve('hanako')], expiresAt: NOW }, 'expired'],
    ['it was refused before its time was over', { answers: [refuse('hanako')], expiresAt: NOW }, 'refused'],
    ['it was withdrawn', { ended: 'withdrawn', answers: [approve('hanako')] }, 'withdrawn'],
    ['its plan changed', { ended: 'voided', answers: [approve('hanako')] }, 'voided'],
    ['it was used, however long ago', { ended: 'used', answers: [approve('hanako')], expiresAt: 0 }, 'used'],
  ] as const)('when %s', (_name, over, state) => {
    expect(requestState(evidence(over), NOW)).toBe(state);
  });

  it('is never approved by fewer people than are needed, or by one whose own it is', () => {
    const person = fc.constantFrom('a', 'b', 'c', 'd');
    const some = fc.array(person, { maxLength: 3 });
    const answers = fc.array(fc.record({ person, answer: fc.constantFrom('approve' as const, 'refuse' as const) }), { maxLength: 6 });
    fc.assert(
      fc.property(answers, some, some, fc.constantFrom(1, 2), (given, own, approvers, approvals) => {
        const all = evidence({ answers: given, own, approvers: new Set(approvers), approvals });
        const counting = countingApprovals(all);
        expect(new Set(counting).size).toBe(counting.length);
        for (const each of counting) {
          expect(own).not.toContain(each);
          expect(approvers).toContain(each);
        }
        if (requestState(all, NOW) === 'approved') {
          expect(counting.length).toBeGreaterThanOrEqual(approvals);
          expect(given.some(({ answer }) => answer === 'refuse')).toBe(false);
        }
      }),
    );
  });

  it('can change only while it is open', () => {
    expect(REQUEST_STATES.filter(isOpen)).toEqual(['waiting', 'approved']);
  });
});

describe('when a request expires', () => {
  it('is the shorter of what the rules said and of what they say now', () => {
    const hour = 3_600_000;
    expect(expiryOf(0, 24 * hour, 24)).toBe(24 * hour);
    expect(expiryOf(0, 24 * hour, 2)).toBe(2 * hour);
    expect(expiryOf(0, 24 * hour, 48)).toBe(24 * hour);
    expect(expiryOf(0, 24 * hour, 0)).toBe(24 * hour);
  });
});

describe('who may answer', () => {
  const request = { state: 'waiting' as const, answers: [], requester: 'alex', owner: 'olga', editors: ['eva'] };

  it.each([
    ['alex', 'requester'],
    ['olga', 'owner'],
    ['eva', 'editor'],
  ])('not %s, whose own it is', (person, as) => {
    expect(mayAnswer(person, request)).toEqual({ ok: false, error: { code: 'own-restore', as } });
  });

  it('are those of whom it is not their own', () => {
    expect(ownersOf({ ...request, editors: ['eva', 'alex'] })).toEqual(['alex', 'olga', 'eva']);
  });

  it('anybody else, once', () => {
    expect(mayAnswer('hanako', request)).toMatchObject({ ok: true });
    expect(mayAnswer('hanako', { ...request, answers: [approve('hanako')] })).toEqual({
      ok: false,
      error: { code: 'answered-before', answer: 'approve' },
    });
  });

  it.each(REQUEST_STATES)('of a request that is %s', (state) => {
    const answer = mayAnswer('hanako', { ...request, state });
    expect(answer).toEqual(isOpen(state) ? { ok: true, value: null } : { ok: false, error: { code: 'approval-ended', state } });
    expect(mayWithdraw('alex', { ...request, state }).ok).toBe(isOpen(state));
  });

  it('and who may take it back: whose request or plan it is', () => {
    expect(mayWithdraw('olga', request)).toMatchObject({ ok: true });
    expect(mayWithdraw('eva', request)).toEqual({ ok: false, error: { code: 'not-requester' } });
    expect(mayWithdraw('hanako', request)).toEqual({ ok: false, error: { code: 'not-requester' } });
  });
});

import { expect, it } from 'vitest';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { acceptanceKey, needsAcknowledgement, unacknowledged } from './acknowledge';

const finding = (
  rule: Diagnostic['rule'],
  severity: Diagnostic['severity'],
  code: Diagnostic['code'],
  params: Diagnostic['params'] = {},
): Diagnostic => ({ rule, code, severity, at: '', params, evidence: { source: 'plan', asOf: null }, fixes: [] });

it('asks about warnings whose harm cannot be undone here, and about everything that could not be checked', () => {
  expect(needsAcknowledgement(finding('F21', 'warning', 'original-running'))).toBe(true);
  expect(needsAcknowledgement(finding('V22', 'warning', 'public-ip-on'))).toBe(true);
  expect(needsAcknowledgement(finding('F21', 'unknown', 'original-running'))).toBe(true);
  expect(needsAcknowledgement(finding('V10', 'unknown', 'original-running'))).toBe(true);
  expect(needsAcknowledgement(finding('V3', 'warning', 'device-index-gap'))).toBe(false);
  expect(needsAcknowledgement(finding('F21', 'info', 'original-running'))).toBe(false);
});

it('takes an acceptance for the finding that was accepted, and for no other', () => {
  const findings = [finding('F21', 'warning', 'original-running', { name: 'web-01' }), finding('V22', 'warning', 'public-ip-on')];
  const [original] = findings.map(acceptanceKey);
  expect(unacknowledged(findings, [original ?? '']).map((each) => each.code)).toEqual(['public-ip-on']);
  expect(unacknowledged(findings, [...findings.map(acceptanceKey), 'anything'])).toEqual([]);
  // Another machine, or a check that AWS did not answer this time.
  expect(unacknowledged([finding('F21', 'warning', 'original-running', { name: 'web-02' })], [original ?? ''])).toHaveLength(1);
  expect(unacknowledged([finding('F21', 'unknown', 'original-running', { name: 'web-01' })], [original ?? ''])).toHaveLength(1);
});

it('knows a finding again whatever the order of its particulars', () => {
  const one = acceptanceKey(finding('V22', 'warning', 'public-ip-on', { a: 1, b: 2 }));
  expect(acceptanceKey(finding('V22', 'warning', 'public-ip-on', { b: 2, a: 1 }))).toBe(one);
});

import { expect, it } from 'vitest';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { needsAcknowledgement, unacknowledged } from './acknowledge';

const finding = (rule: Diagnostic['rule'], severity: Diagnostic['severity'], code: Diagnostic['code']): Diagnostic => ({
  rule,
  code,
  severity,
  at: '',
  params: {},
  evidence: { source: 'plan', asOf: null },
  fixes: [],
});

it('asks about warnings whose harm cannot be undone here, and nothing else', () => {
  expect(needsAcknowledgement(finding('F21', 'warning', 'original-running'))).toBe(true);
  expect(needsAcknowledgement(finding('V22', 'warning', 'public-ip-on'))).toBe(true);
  expect(needsAcknowledgement(finding('F21', 'unknown', 'original-running'))).toBe(false);
  expect(needsAcknowledgement(finding('V3', 'warning', 'device-index-gap'))).toBe(false);
});

it('takes an acceptance by the code of what was accepted', () => {
  const findings = [finding('F21', 'warning', 'original-running'), finding('V22', 'warning', 'public-ip-on')];
  expect(unacknowledged(findings, ['original-running']).map((each) => each.code)).toEqual(['public-ip-on']);
  expect(unacknowledged(findings, ['original-running', 'public-ip-on', 'anything'])).toEqual([]);
});

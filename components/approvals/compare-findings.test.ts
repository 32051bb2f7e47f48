import { expect, it } from 'vitest';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { findingsSince } from './compare-findings';

const finding = (over: Partial<Diagnostic>): Diagnostic => ({
  rule: 'V10',
  code: 'in-use-instance',
  severity: 'error',
  at: '/NetworkInterfaces/0',
  params: { address: '10.1.10.7' },
  evidence: { source: 'ec2:DescribeNetworkInterfaces', asOf: null },
  fixes: [],
  ...over,
});

it('tells what is new and what is gone, by what a finding says and not by when it was found', () => {
  const same = finding({});
  const later = finding({ evidence: { source: 'ec2:DescribeNetworkInterfaces', asOf: '2026-11-29T00:00:00Z' } });
  const other = finding({ params: { address: '10.1.10.8' } });
  const remark = finding({ severity: 'info', rule: 'F22', code: 'mac-changes' });
  expect(findingsSince([same], [later, remark])).toEqual({ fresh: [], gone: [] });
  expect(findingsSince([same, remark], [other])).toEqual({ fresh: [other], gone: [same] });
});

import { describe, expect, it } from 'vitest';
import type { UnknownReason } from '@/lib/restore/facts';
import { whyNoMap } from './why-no-map';

const OFFLINE = { code: 'offline' };
const unknown = (reason: UnknownReason) => ({ subnets: { state: 'unknown', reason, asOf: '', source: 'ec2:DescribeSubnets' } }) as const;
const failed = unknown({ code: 'failed', detail: 'InternalError' });
const nothing = unknown({ code: 'not-given' });

describe('why there is no map', () => {
  it('is not laid to AWS where the console does not answer', () => {
    expect([nothing, failed, unknown({ code: 'old' })].map((facts) => whyNoMap(facts, OFFLINE).code)).toEqual([
      'problem',
      'problem',
      'problem',
    ]);
  });

  it('is that nothing was read yet, that AWS did not answer, or that it refused', () => {
    expect(whyNoMap(nothing, null)).toEqual({ code: 'reading' });
    expect(whyNoMap(failed, null)).toEqual({ code: 'unread' });
    expect(whyNoMap(unknown({ code: 'denied', action: 'ec2:DescribeSubnets' }), OFFLINE)).toEqual({
      code: 'denied',
      action: 'ec2:DescribeSubnets',
    });
  });

  it('is that AWS has no such subnet, once it was read', () => {
    expect(whyNoMap({ subnets: { state: 'known', value: [], asOf: '', source: '' } } as never, OFFLINE)).toEqual({ code: 'missing' });
  });
});

import { describe, expect, it } from 'vitest';
import { NO_FACTS } from './fact-index';
import type { Facts, Known, UnknownReason } from './facts';
import { addressesAsOf, mergeFacts, silenceOf } from './facts-merge';

const T1 = '2026-11-01T00:00:00.000Z';
const T2 = '2026-11-01T00:01:00.000Z';
const known = <T>(value: T, asOf = T1): Known<T> => ({ state: 'known', value, asOf, source: 'call' });
const unknown = (reason: UnknownReason): Known<never> => ({ state: 'unknown', reason, asOf: T2, source: 'call' });

const before: Facts = {
  ...NO_FACTS,
  keyPairs: known(['ec2-keypair']),
  interfaces: { 'subnet-a': known([]), 'subnet-b': known([], T2) },
  permissions: { ...NO_FACTS.permissions, runInstances: known({ decision: 'allowed' }) },
};

describe('mergeFacts', () => {
  it.each(['unreachable', 'throttled', 'expired-credentials', 'failed'] as const)('keeps what was known when AWS is %s', (code) => {
    const lost = unknown({ code, detail: '' });
    const merged = mergeFacts(before, { ...NO_FACTS, keyPairs: lost, interfaces: { 'subnet-a': lost } }, true);
    expect(merged.keyPairs).toEqual(known(['ec2-keypair']));
    expect(merged.interfaces['subnet-a']).toEqual(known([]));
  });

  it('takes a missing permission for the answer that it is', () => {
    const denied = unknown({ code: 'denied', action: 'ec2:DescribeKeyPairs' });
    expect(mergeFacts(before, { ...NO_FACTS, keyPairs: denied }, true).keyPairs).toEqual(denied);
  });

  it('takes a new answer, and keeps subnets that are no longer asked about', () => {
    const merged = mergeFacts(before, { ...NO_FACTS, interfaces: { 'subnet-a': known([], T2) } }, true);
    expect(merged.interfaces).toEqual({ 'subnet-a': known([], T2), 'subnet-b': known([], T2) });
  });

  it('keeps nothing about permissions of another role', () => {
    const lost = { ...NO_FACTS.permissions, runInstances: unknown({ code: 'unreachable', detail: '' }) };
    expect(mergeFacts(before, { ...NO_FACTS, permissions: lost }, true).permissions.runInstances.state).toBe('known');
    expect(mergeFacts(before, { ...NO_FACTS, permissions: lost }, false).permissions.runInstances.state).toBe('unknown');
  });
});

describe('addressesAsOf', () => {
  it('is the oldest of the subnets in question', () => {
    expect(addressesAsOf(before, ['subnet-b'])).toBe(T2);
    expect(addressesAsOf(before, ['subnet-a', 'subnet-b'])).toBe(T1);
    expect(addressesAsOf(before, ['subnet-c'])).toBeNull();
  });
});

describe('silenceOf', () => {
  it('is the gravest reason for which AWS did not answer', () => {
    const facts: Facts = {
      ...before,
      instances: unknown({ code: 'throttled', detail: '' }),
      interfaces: { 'subnet-a': unknown({ code: 'expired-credentials', detail: '' }) },
    };
    expect(silenceOf(facts)?.code).toBe('expired-credentials');
  });

  it('is none where something was not asked, or not allowed', () => {
    expect(silenceOf({ ...before, subnets: unknown({ code: 'denied', action: 'ec2:DescribeSubnets' }) })).toBeNull();
  });
});

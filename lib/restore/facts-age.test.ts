import { describe, expect, it } from 'vitest';
import { check } from './check';
import { indexFacts, NO_FACTS } from './fact-index';
import type { Facts, Known } from './facts';
import { agedFacts, checkAged, factsSince, newestAsOfMs, nextOldAtMs } from './facts-age';
import { articlePlan } from './fixtures/article';
import { FACTS } from './rules/cases/fixture';

const MINUTE_MS = 60_000;
const T0 = Date.parse('2026-11-01T00:00:00.000Z');

/** `facts` with every answer of the instant `T0`. */
const dated = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(dated);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, key === 'asOf' ? new Date(T0).toISOString() : dated(inner)]);
  return Object.fromEntries(entries);
};
const facts = dated(FACTS) as Facts;

const stateOf = (fact: Known<unknown> | undefined): string | undefined => (fact?.state === 'unknown' ? fact.reason.code : fact?.state);

describe('agedFacts', () => {
  it('leaves everything as it is while nothing is old', () => {
    expect(agedFacts(facts, T0 + 5 * MINUTE_MS - 1)).toBe(facts);
    expect(agedFacts(NO_FACTS, T0 + 10_000 * MINUTE_MS)).toBe(NO_FACTS);
  });

  it('trusts who holds an address for five minutes', () => {
    const aged = agedFacts(facts, T0 + 5 * MINUTE_MS);
    expect([aged.interfaces['subnet-a'], aged.claims, aged.instances, aged.attached['eni-gone']].map(stateOf)).toEqual(
      Array(4).fill('old'),
    );
    expect([aged.subnets, aged.keyPairs, aged.permissions.runInstances].map(stateOf)).toEqual(Array(3).fill('known'));
  });

  it('trusts what people configure for a quarter of an hour, and what AWS defines for a day', () => {
    const quarter = agedFacts(facts, T0 + 15 * MINUTE_MS);
    expect([quarter.subnets, quarter.image, quarter.permissions.vaultPolicy].map(stateOf)).toEqual(Array(3).fill('old'));
    expect([...Object.values(quarter.instanceTypes), quarter.groupsPerInterface].map(stateOf)).not.toContain('old');
    expect(stateOf(agedFacts(facts, T0 + 24 * 60 * MINUTE_MS).groupsPerInterface)).toBe('old');
  });

  it('keeps the instant and the call, and the reason of what is unknown already', () => {
    const denied: Facts = {
      ...facts,
      keyPairs: { state: 'unknown', reason: { code: 'denied', action: 'ec2:DescribeKeyPairs' }, asOf: facts.keyPairs.asOf, source: 'x' },
    };
    const aged = agedFacts(denied, T0 + 60 * MINUTE_MS);
    expect(aged.keyPairs).toBe(denied.keyPairs);
    expect(aged.subnets).toEqual({ state: 'unknown', reason: { code: 'old' }, asOf: facts.subnets.asOf, source: 'ec2:DescribeSubnets' });
  });
});

describe('factsSince', () => {
  it('knows nothing that was asked for before, of no fact whatever, and everything that was asked for later', () => {
    expect(factsSince(facts, T0)).toBe(facts);
    const states = (value: unknown): readonly unknown[] => {
      if (value === null || typeof value !== 'object') return [];
      return 'state' in value && 'asOf' in value ? [value.state] : Object.values(value).flatMap(states);
    };
    expect(new Set(states(facts))).toContain('known');
    expect([...new Set(states(factsSince(facts, T0 + 1)))]).toEqual(['unknown']);
  });
});

describe('nextOldAtMs', () => {
  it('is when the next fact grows old, and then the one after', () => {
    expect(nextOldAtMs(facts, T0)).toBe(T0 + 5 * MINUTE_MS);
    expect(nextOldAtMs(facts, T0 + 5 * MINUTE_MS)).toBe(T0 + 15 * MINUTE_MS);
    expect(nextOldAtMs(facts, T0 + 24 * 60 * MINUTE_MS)).toBeNull();
    expect(nextOldAtMs(NO_FACTS, T0)).toBeNull();
  });
});

describe('newestAsOfMs', () => {
  it('counts tries that had no answer', () => {
    const asOf = new Date(T0 + MINUTE_MS).toISOString();
    const lost: Known<never> = { state: 'unknown', reason: { code: 'unreachable', detail: '' }, asOf, source: 'x' };
    expect(newestAsOfMs({ ...facts, keyPairs: lost })).toBe(T0 + MINUTE_MS);
    expect(newestAsOfMs(NO_FACTS)).toBeNull();
  });
});

describe('checkAged', () => {
  const plan = articlePlan();
  const index = indexFacts(facts);
  const aged = indexFacts(agedFacts(facts, T0 + 60 * MINUTE_MS));

  it('keeps all that was found, and adds that the rest is unknown because it is old, with its time', () => {
    const before = check(plan, index);
    const after = checkAged(plan, index, aged);
    expect(before.some(({ severity }) => severity === 'error')).toBe(true);
    expect(after).toEqual(expect.arrayContaining([...before]));
    const said = after.filter(({ code }) => code === 'unknown-old');
    expect(said.map(({ evidence }) => evidence.source)).toContain('ec2:DescribeSubnets');
    expect(new Set(said.map(({ evidence }) => evidence.asOf))).toEqual(new Set([new Date(T0).toISOString()]));
    expect(new Set(said.map(({ severity }) => severity))).toEqual(new Set(['unknown']));
    expect(after).toHaveLength(before.length + said.length);
  });
});

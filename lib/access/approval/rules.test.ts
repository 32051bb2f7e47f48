import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ApprovalRule, approvalNeeds, type RestoreTraits, type StoredRule } from './rules';

const rule = (over: Partial<ApprovalRule>): StoredRule => ({
  id: over.id ?? 'r',
  rule: {
    id: 'r',
    name: 'Production',
    account: null,
    vault: null,
    tag: null,
    range: null,
    approvals: 1,
    validHours: 24,
    ticketRequired: false,
    ...over,
  },
});
const restore = (over: Partial<RestoreTraits> = {}): RestoreTraits => ({
  account: '123456789012',
  vault: 'prod',
  tags: { read: [{ key: 'env', value: 'production' }], unread: [] },
  addresses: { certain: ['10.1.10.7'], possible: [], unread: false },
  ...over,
});
const met = (over: Partial<ApprovalRule>, traits: Partial<RestoreTraits> = {}) =>
  approvalNeeds([rule(over)], restore(traits)).rules.map(({ because }) =>
    because.map(({ condition, met: how }) => `${condition} ${how}`).join(', '),
  );

const NO = [] as const;

describe('a rule', () => {
  it.each([
    ['no condition', {}, {}, ['']],
    ['the account', { account: '123456789012' }, {}, ['account yes']],
    ['another account', { account: '999999999999' }, {}, NO],
    ['the vault', { vault: 'prod' }, {}, ['vault yes']],
    ['the vault in other letters', { vault: 'Prod' }, {}, NO],
    ['a tag', { tag: { key: 'env', value: 'production' } }, {}, ['tag yes']],
    ['a tag with any value', { tag: { key: 'env', value: null } }, {}, ['tag yes']],
    ['a tag with another value', { tag: { key: 'env', value: 'test' } }, {}, NO],
    ['a tag in other letters', { tag: { key: 'Env', value: null } }, {}, NO],
    ['an address in the range', { range: '10.1.10.0/24' }, {}, ['range yes']],
    ['an address out of the range', { range: '10.1.11.0/24' }, {}, NO],
    ['two conditions', { vault: 'prod', range: '10.1.0.0/16' }, {}, ['vault yes, range yes']],
    ['two conditions of which one is not met', { vault: 'other', range: '10.1.0.0/16' }, {}, NO],
  ] as const)('with %s', (_name, over, traits, expected) => {
    expect(met(over, traits)).toEqual(expected);
  });

  it('counts tags that could not be read as those it asks for, and says so', () => {
    const unread = { tags: { read: [], unread: ['backup:ListTags'] } };
    expect(met({ tag: { key: 'env', value: 'production' } }, unread)).toEqual(['tag unknown']);
    // Another condition that certainly is not met still decides.
    expect(met({ tag: { key: 'env', value: 'production' }, vault: 'other' }, unread)).toEqual([]);
    // What one place told is certain, whatever the other would have told.
    expect(
      met({ tag: { key: 'env', value: null } }, { tags: { read: [{ key: 'env', value: 'x' }], unread: ['ec2:DescribeInstances'] } }),
    ).toEqual(['tag yes']);
  });

  it('counts addresses that AWS chooses as those it asks for, where they may be', () => {
    const chosen = (possible: string[], unread = false) => ({ addresses: { certain: ['10.9.9.9'], possible, unread } });
    expect(met({ range: '10.1.10.0/24' }, chosen(['10.1.10.128/25']))).toEqual(['range unknown']);
    expect(met({ range: '10.1.10.0/24' }, chosen(['10.1.12.0/24']))).toEqual([]);
    expect(met({ range: '10.1.10.0/24' }, chosen([], true))).toEqual(['range unknown']);
    expect(met({ range: '10.1.10.0/24' }, chosen(['what?']))).toEqual(['range unknown']);
    expect(met({ range: 'what?' })).toEqual(['range unknown']);
  });
});

describe('what a restore needs', () => {
  it('is nothing where no rule matches', () => {
    expect(approvalNeeds([], restore())).toEqual({ approvals: 0, validHours: 0, ticketRequired: false, rules: [] });
    expect(approvalNeeds([rule({ vault: 'other' })], restore()).approvals).toBe(0);
  });

  it('is the most of every rule that matches', () => {
    const rules = [
      rule({ id: 'a', approvals: 1, validHours: 8, ticketRequired: false }),
      rule({ id: 'b', approvals: 2, validHours: 48, ticketRequired: true }),
      rule({ id: 'c', approvals: 2, validHours: 1, vault: 'other' }),
    ];
    const needs = approvalNeeds(rules, restore());
    expect(needs).toMatchObject({ approvals: 2, validHours: 8, ticketRequired: true });
    expect(needs.rules.map(({ ruleId }) => ruleId)).toEqual(['a', 'b']);
  });

  it('is the most there is where a rule cannot be read', () => {
    expect(approvalNeeds([{ id: 'odd', rule: null }], restore())).toMatchObject({
      approvals: 2,
      ticketRequired: true,
      rules: [{ ruleId: 'odd', name: null }],
    });
  });

  it('never becomes less when less is known, or when a rule is added', () => {
    const value = fc.constantFrom('a', 'b');
    const blocks = fc.array(fc.constantFrom('10.1.10.0/24', '10.1.11.5', '10.1.0.0/16'), { maxLength: 2 });
    const rules = fc.array(
      fc
        .record({
          vault: fc.option(value),
          tag: fc.option(fc.record({ key: value, value: fc.option(value) })),
          range: fc.option(fc.constantFrom('10.1.10.0/24', '10.1.11.0/24')),
          approvals: fc.constantFrom(1 as const, 2 as const),
        })
        .map(rule),
      { maxLength: 3 },
    );
    const traits = fc.record({
      account: fc.constant('123456789012'),
      vault: value,
      tags: fc.record({ read: fc.array(fc.record({ key: value, value }), { maxLength: 2 }), unread: fc.constant([]) }),
      addresses: fc.record({ certain: blocks, possible: fc.constant([]), unread: fc.constant(false) }),
    });
    fc.assert(
      fc.property(rules, rules, traits, (some, more, known) => {
        const needed = approvalNeeds(some, known).approvals;
        expect(approvalNeeds([...some, ...more], known).approvals).toBeGreaterThanOrEqual(needed);
        const less: RestoreTraits = {
          ...known,
          tags: { read: [], unread: ['x'] },
          addresses: { certain: [], possible: known.addresses.certain, unread: false },
        };
        expect(approvalNeeds(some, less).approvals).toBeGreaterThanOrEqual(needed);
      }),
    );
  });
});

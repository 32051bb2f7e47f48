import { describe, expect, it } from 'vitest';
import { type ClaimRole, claimOf, rolesOfClaims, withoutAddress } from './claim-roles';

const line = (claim: string, value: string, more: Partial<ClaimRole> = {}): ClaimRole => ({
  claim,
  value,
  role: 'viewer',
  account: null,
  ...more,
});

describe('rolesOfClaims', () => {
  it.each([
    ['a text', { department: 'storage' }, line('department', 'storage')],
    ['one of a list', { groups: ['all', 'restore-operators'] }, line('groups', 'restore-operators')],
    ['a truth value', { on_call: true }, line('on_call', 'true')],
    ['a number', { level: 3 }, line('level', '3')],
    ['one within another', { realm_access: { roles: ['ops'] } }, line('realm_access.roles', 'ops')],
    ['one whose name has dots', { 'https://example.com/roles': ['ops'] }, line('https://example.com/roles', 'ops')],
  ])('gives a role for %s', (_, claims, rule) => {
    expect(rolesOfClaims([rule], claims)).toEqual([{ role: 'viewer', account: null }]);
  });

  it.each([
    ['another text', { groups: ['ops'] }, line('groups', 'op')],
    ['other letters', { groups: ['Ops'] }, line('groups', 'ops')],
    ['a list in a list', { groups: [['ops']] }, line('groups', 'ops')],
    ['an object', { groups: { ops: true } }, line('groups', 'ops')],
    ['a text with several words', { groups: 'dev ops' }, line('groups', 'ops')],
    ['no such claim', {}, line('groups', 'ops')],
    ['what every object has', {}, line('constructor.name', 'Object')],
  ])('gives none for %s', (_, claims, rule) => {
    expect(rolesOfClaims([rule], claims)).toEqual([]);
  });

  it('gives each role once, in each account that a line names', () => {
    const table = [
      line('groups', 'a', { role: 'operator', account: '123456789012' }),
      line('groups', 'b', { role: 'operator', account: '123456789012' }),
      line('groups', 'b', { role: 'operator' }),
      line('groups', 'c', { role: 'administrator' }),
    ];
    expect(rolesOfClaims(table, { groups: ['a', 'b'] })).toEqual([
      { role: 'operator', account: '123456789012' },
      { role: 'operator', account: null },
    ]);
  });
});

describe('claimOf', () => {
  it('takes the claim of the whole name before a step within another', () => {
    expect(claimOf({ 'a.b': 1, a: { b: 2 } }, 'a.b')).toBe(1);
  });
});

it('leaves e-mail addresses out of a line, and groups in it', () => {
  const line = { claim: 'email', value: 'emma@example.com', role: 'viewer', account: null } as const;
  expect(withoutAddress(line)).toEqual({ ...line, value: '…@…' });
  expect(withoutAddress({ ...line, claim: 'groups', value: 'ops' }).value).toBe('ops');
});

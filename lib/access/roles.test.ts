import { expect, it } from 'vitest';
import { accountsWith, may } from './roles';

const HERE = '123456789012';
const ELSEWHERE = '999999999999';

it('gives a role in one account nothing in another, and nothing of the console itself', () => {
  const grants = [{ role: 'administrator', account: HERE }] as const;
  expect(may(grants, 'start-restore', HERE)).toBe(true);
  expect(may(grants, 'start-restore', ELSEWHERE)).toBe(false);
  expect(may(grants, 'read-history', null)).toBe(true);
  expect(may(grants, 'change-settings', null)).toBe(false);
});

it('gives a role for every account everywhere, and the console itself where the role has it', () => {
  expect(may([{ role: 'administrator', account: null }], 'change-settings', null)).toBe(true);
  expect(may([{ role: 'operator', account: null }], 'change-settings', null)).toBe(false);
  expect(may([{ role: 'operator', account: null }], 'start-restore', ELSEWHERE)).toBe(true);
});

it('adds up the roles of one person, and gives nobody without a role anything', () => {
  const both = [
    { role: 'viewer', account: null },
    { role: 'operator', account: HERE },
  ] as const;
  expect([may(both, 'plan-restore', HERE), may(both, 'plan-restore', ELSEWHERE), may(both, 'browse', ELSEWHERE)]).toEqual([
    true,
    false,
    true,
  ]);
  expect(may([], 'browse', HERE)).toBe(false);
});

it('lets everybody who is signed in look after their own account, whatever their roles', () => {
  expect(may([], 'own-account', null)).toBe(true);
});

it('tells in which accounts somebody may do something', () => {
  const grants = [
    { role: 'viewer', account: HERE },
    { role: 'operator', account: HERE },
    { role: 'operator', account: ELSEWHERE },
  ] as const;
  expect(accountsWith(grants, 'read-history')).toEqual([HERE, ELSEWHERE]);
  expect(accountsWith(grants, 'change-settings')).toEqual([]);
  expect(accountsWith([...grants, { role: 'viewer', account: null }], 'read-history')).toBe('every');
});

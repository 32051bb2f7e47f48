import { describe, expect, it } from 'vitest';
import { passwordRefusal } from './password-rules';

const alex = { name: 'Alex Morgan', email: 'a.morgan@example.com' };
const hanako = { name: '佐藤 花子', email: 'hanako@example.com' };
const why = (password: string, person = alex) => passwordRefusal(password, person)?.why ?? null;

describe('passwordRefusal', () => {
  it.each([
    'correct horse battery',
    'tug-of-war on mars',
    '森の中の静かな湖畔で昼寝',
    'vK9#mQ2x!pLz',
    'x'.repeat(2) + ' marches under violet rain '.repeat(4),
  ])('takes %s', (password) => {
    expect(why(password)).toBeNull();
  });

  it.each([
    ['11 characters', 'vK9#mQ2x!pL', 'too-short'],
    ['129 characters', 'vK9#mQ2x!pLz'.repeat(11).slice(0, 129), 'too-long'],
    ['one of the lists', '123456789012', 'common'],
    ['one of the lists twice', 'passwordpassword', 'common'],
    ['one of the lists in other letters', 'P@ssw0rd1234', 'common'],
    ['keys in a row', 'qwertyuiop[]', 'common'],
    ['a letter again and again', 'aaaaaaaaaaaaaaaa', 'common'],
    ['the name', 'xx-Morgan-7%kd!q', 'own-name'],
    ['the start of the address', 'HANAKO-7%kd!qw0', 'own-name', hanako],
    ['the name in Japanese', '花子は7%kd!qw0zzz', 'own-name', hanako],
  ] as const)('refuses %s', (_, password, reason, person = alex) => {
    expect(why(password, person)).toBe(reason);
  });

  it('takes 64 characters and more, spaces and any script', () => {
    expect(why('drifting umbrellas argue politely about the price of moonlight and tin')).toBeNull();
  });
});

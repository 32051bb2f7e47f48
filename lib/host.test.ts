import { describe, expect, it } from 'vitest';
import { mayAnswerHost } from './host';

const allowed = new Set(['rehome.example.com', '10.0.0.5']);

describe('the host a request may name', () => {
  it.each([
    '127.0.0.1',
    '127.0.0.1:3000',
    'localhost',
    'LocalHost:49152',
    '[::1]',
    '[::1]:3000',
    'rehome.example.com',
    'Rehome.Example.com:443',
    '10.0.0.5:3000',
  ])('answers %s', (host) => expect(mayAnswerHost(host, allowed)).toBe(true));

  it.each([
    null,
    '',
    'attacker.example',
    'attacker.example:3000',
    '127.0.0.1.attacker.example',
    'localhost.attacker.example:3000',
    '127.0.0.1@attacker.example',
    'attacker.example#127.0.0.1',
    '127.0.0.1 ',
    '127.0.0.1:3000:3000',
    '0.0.0.0:3000',
    '[::1',
    '[::1].attacker.example',
    'sub.rehome.example.com',
  ])('refuses %j', (host) => expect(mayAnswerHost(host, allowed)).toBe(false));
});

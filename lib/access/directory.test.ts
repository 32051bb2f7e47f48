import { expect, it } from 'vitest';
import { type Directory, initialsOf, whoIs } from './directory';

const DIRECTORY: Directory = {
  p1: { name: '佐藤 花子', state: 'active' },
  p2: { name: 'Alex Morgan', state: 'disabled' },
  p3: { name: '', state: 'erased' },
};

it.each([
  ['p1', { kind: 'person', name: '佐藤 花子' }],
  ['p2', { kind: 'person', name: 'Alex Morgan' }],
  ['p3', { kind: 'erased' }],
  ['operator', { kind: 'before' }],
  ['rehome', { kind: 'console' }],
  ['command-line', { kind: 'command-line' }],
  ['p4', { kind: 'unknown' }],
  ['constructor', { kind: 'unknown' }],
])('tells who %s is', (id, who) => {
  expect(whoIs(DIRECTORY, id)).toEqual(who);
});

it.each([
  ['Alex Morgan', 'AM'],
  ['émile', 'É'],
  ['Anna-Maria van Dyk', 'AM'],
  ['佐藤 花子', '佐'],
  ['𠮷田 健', '𠮷'],
  ['田中', '田'],
  ['  ', ''],
])('has initials for %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

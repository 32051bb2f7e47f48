import { expect, test } from 'vitest';
import { againstFloor } from './editor-floor';

const FLOOR = Array.from({ length: 100 }, (_, at) => at + 1);

test('a time is stated as how many floors of the same run it is, with both times beside it', () => {
  const claim = { name: 'drop', values: [10, 192, 20], fraction: 0.95, atMost: 4, note: '3 drops' };
  expect(againstFloor(FLOOR, claim)).toEqual({
    name: 'drop, 95th percentile, in floors',
    value: 2,
    unit: 'times',
    atMost: 4,
    note: '192.0 ms beside 96.0 ms; 3 drops',
  });
});

test('a median can stand beside the median of the floor', () => {
  const claim = { name: 'move', values: [51, 102, 204], fraction: 0.5, floorFraction: 0.5, atMost: 2, note: '' };
  expect(againstFloor(FLOOR, claim).value).toBe(2);
});

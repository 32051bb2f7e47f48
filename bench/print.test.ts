import { expect, it } from 'vitest';
import { jsonOf, missed, tableOf } from './print';

const slow = { name: 'first page', value: 99.4, unit: 'ms', atMost: 50, note: 'the first of a hundred' };
const quick = { name: 'export', value: 61_000, unit: 'rows/s', atLeast: 50_000 };
const free = { name: 'size', value: 1.25, unit: 'MB' };

it('tells a program the figures, with the bounds that they have', () => {
  expect(JSON.parse(jsonOf([slow, quick, free]))).toEqual({
    figures: [
      { what: 'first page', value: 99.4, unit: 'ms', atMost: 50 },
      { what: 'export', value: 61_000, unit: 'rows/s', atLeast: 50_000 },
      { what: 'size', value: 1.25, unit: 'MB' },
    ],
  });
});

it('knows which are beyond their bounds, and says so in the table', () => {
  expect([slow, quick, free, { ...quick, value: 49_999 }, { ...slow, value: 50 }].map(missed)).toEqual([true, false, false, true, false]);
  expect(tableOf([slow])).toContain('| first page | 99.4 ms | 50 ms | ABOVE; the first of a hundred |');
});

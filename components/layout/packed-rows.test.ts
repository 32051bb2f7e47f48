import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packRows, unpackRows } from './packed-rows';

const row = fc.dictionary(fc.constantFrom('arn', 'name', 'addresses', 'deleteAt'), fc.jsonValue(), { noNullPrototype: true });

it('come out as they went in', () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      expect(unpackRows(packRows(rows))).toEqual(rows);
    }),
  );
});

it('say each name once', () => {
  const packed = JSON.stringify(packRows(Array.from({ length: 10 }, (_, at) => ({ resourceName: `web-${at}`, sizeBytes: at }))));
  expect(packed.match(/resourceName/g)).toHaveLength(1);
});

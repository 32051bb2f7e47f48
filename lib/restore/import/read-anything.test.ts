import fc from 'fast-check';
import { describe, it } from 'vitest';
import { metadataFile } from '../exports';
import { openJson } from '../json';
import type { RestoreInput } from './input';
import { jsonFault } from './json-fault';
import { readRestoreInput } from './read-input';

const read = (text: string): RestoreInput => {
  const result = readRestoreInput(text);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

describe('whatever is given', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 80 }),
    fc.json(),
    fc
      .array(
        fc.constantFrom(
          'aws',
          ' ',
          'backup',
          'start-restore-job',
          '--metadata',
          '{"A":"1"}',
          "'",
          '"',
          '\\',
          '\n',
          '$(',
          '`',
          '=',
          'a=b,',
          'file://m',
        ),
        { maxLength: 20 },
      )
      .map((parts) => parts.join('')),
  );

  it('is answered', () => {
    fc.assert(
      fc.property(texts, (text) => typeof readRestoreInput(text).ok === 'boolean'),
      { numRuns: 2_000 },
    );
  });

  it('has a JSON fault exactly where JSON.parse has one', () => {
    const mutated = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '}', ']', '"', '\\', ' ', '1', 'x', '\n'))
      .map(([json, at, put]) => {
        const offset = at % (json.length + 1);
        return json.slice(0, offset) + put + json.slice(offset + 1);
      });
    fc.assert(
      fc.property(fc.oneof(texts, mutated), (text) => (jsonFault(text) === null) === (openJson(text) !== undefined)),
      { numRuns: 5_000 },
    );
  });

  it('gives a printed map back to the byte', () => {
    const maps = fc.dictionary(
      fc.string({ unit: 'grapheme' }).filter((key) => key !== '__proto__'),
      fc.string({ unit: 'grapheme' }),
    );
    fc.assert(
      fc.property(maps, (map) => {
        const file = metadataFile({ InstanceType: 't3.micro', ...map });
        return (
          metadataFile(read(file).metadata) === file &&
          metadataFile(read(`aws backup start-restore-job --metadata ${quoted(file)}`).metadata) === file
        );
      }),
    );
  });
});

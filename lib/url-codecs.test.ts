import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeSearch, readPageSearch, readUrl, urlFlag, urlList, urlOneOf, urlOptional, urlText } from './url-codecs';

const schema = {
  q: urlText,
  type: urlList,
  point: urlOptional(),
  group: urlFlag,
  sort: urlOneOf(['name', 'size'] as const, 'name'),
  state: urlOneOf(['there', 'gone'] as const, null),
} as const;

const read = (search: string) => readUrl(schema, (name) => new URLSearchParams(search).get(name));
const NOTHING = { q: '', type: [], point: null, group: false, sort: 'name', state: null };

describe('an address', () => {
  it('says nothing where it is empty or says something else', () => {
    expect(read('')).toEqual(NOTHING);
    expect(read('sort=colour&state=maybe&group=yes&other=1')).toEqual(NOTHING);
  });

  it('is readable, and leaves out what its absence means', () => {
    const arn = 'arn:aws:ec2:ap-northeast-1::image/ami-1';
    expect(changeSearch(schema, '', { q: 'web 01', type: ['EC2', 'RDS'], point: arn, group: true, sort: 'name', state: 'gone' })).toBe(
      `q=web+01&type=EC2,RDS&point=${arn}&group=true&state=gone`,
    );
    expect(changeSearch(schema, 'q=web&type=EC2&other=1', { q: '', type: null })).toBe('other=1');
  });

  it('gives back what was written into it, whatever that is', () => {
    const values = fc.record({
      q: fc.string({ unit: 'grapheme' }),
      type: fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
      point: fc.option(fc.string()),
      group: fc.boolean(),
      sort: fc.constantFrom('name' as const, 'size' as const),
      state: fc.constantFrom('there' as const, 'gone' as const, null),
    });
    fc.assert(
      fc.property(values, (each) => {
        expect(read(changeSearch(schema, '', each))).toEqual(each);
      }),
    );
  });

  it('is read the same by a page', () => {
    expect(readPageSearch(schema, { q: ['a', 'b'], type: 'EC2,RDS', sort: undefined })).toEqual({
      ...NOTHING,
      q: 'a',
      type: ['EC2', 'RDS'],
    });
  });
});

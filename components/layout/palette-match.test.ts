import { describe, expect, it } from 'vitest';
import { matching, type PaletteEntry } from './palette-match';

const entry = (text: string, more = ''): PaletteEntry => ({ id: text, text, words: `${text} ${more}` });
const entries = [entry('api-web', 'i-0aa'), entry('web-01', 'i-0ab'), entry('データベース', 'DB')];
const found = (text: string, most = 9) => matching(entries, text, most).map((each) => each.text);

describe('matching', () => {
  it('wants every word, whatever its case and width', () => {
    expect(found('WEB i-0a')).toEqual(['api-web', 'web-01']);
    expect(found('web i-0ab')).toEqual(['web-01']);
    expect(found('ｗｅｂ')).toEqual(['web-01', 'api-web']);
    expect(found('ﾃﾞｰﾀ')).toEqual(['データベース']);
    expect(found('nothing')).toEqual([]);
  });

  it('puts what begins with the text first, keeps the order otherwise, and stops at the limit', () => {
    expect(found('web')).toEqual(['web-01', 'api-web']);
    expect(found('')).toEqual(['api-web', 'web-01', 'データベース']);
    expect(found('', 1)).toEqual(['api-web']);
  });
});

import { describe, expect, it } from 'vitest';
import { given, readableLength } from './written';

describe('what somebody wrote', () => {
  it.each([
    ['a sentence', '  The disk died.  ', 'The disk died.'],
    ['Japanese', '\u3000ディスクが壊れました。', 'ディスクが壊れました。'],
    ['nothing', '', null],
    ['blanks', ' \u3000\u00a0\n\t', null],
    ['characters of no width', '\u200b\u200c\u200d\u2060\ufeff'.repeat(10), null],
    ['marks of direction', '\u202e\u2066\u2069'.repeat(10), null],
    ['fillers', '\u3164\u115f\uffa0\u2800'.repeat(10), null],
    ['soft hyphens', '\u00ad'.repeat(30), null],
  ])('%s', (_, text, said) => {
    expect(given(text)).toBe(said);
  });

  it('is as long as what can be read of it', () => {
    expect(readableLength(`a${'\u200b'.repeat(30)}b`)).toBe(2);
    expect(readableLength(`a${' \u3000'.repeat(30)}b`)).toBe(3);
    expect(readableLength(`a${' \u200b'.repeat(30)}b`)).toBe(3);
    expect(readableLength('本番サーバーが停止し、承認者に連絡がつきません。')).toBe(24);
  });
});

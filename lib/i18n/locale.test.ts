import { describe, expect, it } from 'vitest';
import { pickLocale, pickTimeZone } from './locale';

describe('pickLocale', () => {
  it.each([
    ['ja', 'en', 'ja'],
    ['en', 'ja', 'en'],
    [undefined, 'ja,en-US;q=0.9,en;q=0.8', 'ja'],
    [undefined, 'ja-JP', 'ja'],
    [undefined, 'en;q=0.2, ja;q=0.9', 'ja'],
    [undefined, 'fr, de;q=0.5, ja;q=0', 'en'],
    [undefined, null, 'en'],
    ['xx', ';;q=,', 'en'],
  ])('cookie %s and header %s give %s', (cookie, header, locale) => {
    expect(pickLocale(cookie, header)).toBe(locale);
  });
});

describe('pickTimeZone', () => {
  it('takes a zone that exists and gives UTC for anything else', () => {
    expect(pickTimeZone('Asia/Tokyo')).toBe('Asia/Tokyo');
    expect(pickTimeZone('Mars/Base')).toBe('UTC');
    expect(pickTimeZone('x'.repeat(1000))).toBe('UTC');
    expect(pickTimeZone(undefined)).toBe('UTC');
  });
});

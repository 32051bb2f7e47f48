import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LOCALES, type Locale } from './locale';
import { NAMESPACES } from './namespaces';

const PAGE = readFileSync(new URL('../../docs/words.md', import.meta.url), 'utf8');

/** What a section of the page says is not used: the second column of its table, of which the first two rows are its head. */
const notUsed = (heading: string): readonly string[] => {
  const section = PAGE.split(/^## /m).find((each) => each.startsWith(heading)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).flatMap((row) => (row.split('|')[2] ?? '').split(',').map((word) => word.trim()));
};

/** Texts of one language by their keys. Names of arguments are left out: nobody reads them. */
const textsOf = (locale: Locale): ReadonlyMap<string, string> => {
  const texts = new Map<string, string>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string') texts.set(path, value.replace(/\{\w+\}|\{\w+, (select|plural),|\b\w+(?= \{)/g, ' '));
    else for (const [key, child] of Object.entries(value as object)) walk(child, `${path}.${key}`);
  };
  for (const namespace of NAMESPACES)
    walk(JSON.parse(readFileSync(new URL(`./messages/${locale}/${namespace}.json`, import.meta.url), 'utf8')), namespace);
  return texts;
};

const HEADINGS: Readonly<Record<Locale, string>> = { en: 'English', ja: '日本語' };
const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** English by whole words; Japanese has no spaces, and a word of dates also ends where 時 follows (終了日時 is another word). */
const patternOf = (locale: Locale, word: string): RegExp =>
  locale === 'en' ? new RegExp(`(?<![\\w-])${escaped(word)}(?![\\w-])`, 'i') : new RegExp(`${escaped(word)}(?!時)`);

describe.each(LOCALES)('the words of the messages in %s', (locale) => {
  const words = notUsed(HEADINGS[locale]);

  it('are compared with a page that lists some', () => {
    expect(words.length).toBeGreaterThan(10);
    expect(words).not.toContain('');
  });

  it('are none of those that docs/words.md says are not used', () => {
    const patterns = words.map((word) => [word, patternOf(locale, word)] as const);
    const found = [...textsOf(locale)].flatMap(([key, text]) =>
      patterns.flatMap(([word, pattern]) => (pattern.test(text) ? [`${key}: ${word}`] : [])),
    );
    expect(found).toEqual([]);
  });
});

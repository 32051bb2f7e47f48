import { readdirSync, readFileSync } from 'node:fs';
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { LOCALES } from './locale';
import { NAMESPACES } from './namespaces';

const folder = (locale: string) => new URL(`./messages/${locale}/`, import.meta.url);
const read = (locale: string, namespace: string): Map<string, string> => {
  const flat = new Map<string, string>();
  const walk = (value: unknown, path: string) => {
    if (typeof value === 'string') flat.set(path, value);
    else for (const [key, child] of Object.entries(value as object)) walk(child, path === '' ? key : `${path}.${key}`);
  };
  walk(JSON.parse(readFileSync(new URL(`${namespace}.json`, folder(locale)), 'utf8')), '');
  return flat;
};

/** The names that a message takes, with their kind; a plural in one language may be plain text or a number in the other. */
const argumentsOf = (message: string): readonly string[] => {
  const names = new Set<string>();
  const walk = (elements: readonly MessageFormatElement[]) => {
    for (const element of elements) {
      if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
      names.add(element.type === TYPE.tag ? `<${element.value}>` : element.value);
      if (element.type === TYPE.tag) walk(element.children);
      if (element.type === TYPE.plural || element.type === TYPE.select)
        for (const option of Object.values(element.options)) walk(option.value);
    }
  };
  walk(parse(message));
  return [...names].sort();
};

describe('messages', () => {
  it.each(LOCALES)('%s has a file for each namespace and no other', (locale) => {
    const names = readdirSync(folder(locale)).map((file) => file.replace(/\.json$/, ''));
    expect(names.sort()).toEqual([...NAMESPACES]);
  });

  describe.each(NAMESPACES)('%s', (namespace) => {
    const en = read('en', namespace);
    const ja = read('ja', namespace);

    it('has the same keys in both languages', () => {
      expect([...ja.keys()].sort()).toEqual([...en.keys()].sort());
    });

    it('takes the same values in both languages', () => {
      const differing = [...en].filter(([key, text]) => argumentsOf(text).join() !== argumentsOf(ja.get(key) ?? '').join());
      expect(differing.map(([key]) => key)).toEqual([]);
    });

    it('has no empty text and no space at an end', () => {
      const careless = [...en, ...ja].filter(([, text]) => text === '' || text !== text.trim());
      expect(careless.map(([key]) => key)).toEqual([]);
    });

    it('is written in Japanese without full-width digits', () => {
      expect([...ja.values()].filter((text) => /[０-９]/.test(text))).toEqual([]);
    });
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = readFileSync(join(root, 'docs/security.md'), 'utf8');

/** Every section of ASVS 5.0.0 with the level of each of its requirements, in order. */
const LEVELS: Readonly<Record<string, string>> = {
  ...{ '1.1': '22', '1.2': '1111122223', '1.3': '112222222223', '1.4': '222', '1.5': '123' },
  ...{ '2.1': '122', '2.2': '112', '2.3': '12223', '2.4': '23' },
  ...{ '3.1': '3', '3.2': '113', '3.3': '12223', '3.4': '11222233', '3.5': '11122333', '3.6': '3', '3.7': '22333' },
  ...{ '4.1': '12233', '4.2': '23333', '4.3': '22', '4.4': '1222' },
  ...{ '5.1': '2', '5.2': '112333', '5.3': '113', '5.4': '222' },
  ...{
    '6.1': '122',
    '6.2': '111111112222',
    '6.3': '11223333',
    '6.4': '112233',
    '6.5': '22222333',
    '6.6': '2223',
    '6.7': '33',
    '6.8': '2222',
  },
  ...{ '7.1': '222', '7.2': '1111', '7.3': '22', '7.4': '11222', '7.5': '223', '7.6': '22' },
  ...{ '8.1': '1233', '8.2': '1123', '8.3': '133', '8.4': '23' },
  ...{ '9.1': '111', '9.2': '1222' },
  ...{ '10.1': '22', '10.2': '223', '10.3': '22223', '10.4': '1111122222233333', '10.5': '22222', '10.6': '22', '10.7': '222' },
  ...{ '11.1': '2233', '11.2': '22233', '11.3': '11233', '11.4': '1222', '11.5': '23', '11.6': '23', '11.7': '33' },
  ...{ '12.1': '12233', '12.2': '11', '12.3': '22223' },
  ...{ '13.1': '2333', '13.2': '222223', '13.3': '2233', '13.4': '1222233' },
  ...{ '14.1': '22', '14.2': '12223333', '14.3': '122' },
  ...{ '15.1': '12233', '15.2': '12233', '15.3': '1222222', '15.4': '3333' },
  ...{ '16.1': '2', '16.2': '22222', '16.3': '2222', '16.4': '222', '16.5': '2223' },
  ...{ '17.1': '23', '17.2': '22223333', '17.3': '22' },
};

const levelOf = (id: string): string | undefined => {
  const [, section = '', number = ''] = /^(\d+\.\d+)\.(\d+)$/.exec(id) ?? [];
  return LEVELS[section]?.[Number(number) - 1];
};
const ASKED = Object.entries(LEVELS).flatMap(([section, levels]) =>
  [...levels].flatMap((level, at) => (level === '3' ? [] : [`${section}.${at + 1}`])),
);

interface Row {
  readonly ids: readonly string[];
  readonly levels: string;
  readonly state: string;
  readonly by: string;
}

const rows: readonly Row[] = text.split('\n').flatMap((line) => {
  const cells = line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim());
  const [ids = '', levels = '', , state = '', ...by] = cells;
  return /^\d+\.\d+\.\d+(?:, \d+\.\d+\.\d+)*$/.test(ids) ? [{ ids: ids.split(', '), levels, state, by: by.join(' | ') }] : [];
});

/** The tests that a text names: each path with the names behind it. */
const testsIn = (cell: string): readonly { readonly path: string; readonly name: string }[] =>
  [...cell.matchAll(/`([\w./-]+\.(?:test|spec)\.tsx?|biome\.json)` (“[^”]+”(?:, “[^”]+”)*)/g)].flatMap(([, path = '', names = '']) =>
    [...names.matchAll(/“([^”]+)”/g)].map(([, name = '']) => ({ path, name })),
  );
const sources = new Map<string, string>();
const sourceOf = (path: string): string => {
  const known = sources.get(path) ?? (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : '');
  sources.set(path, known);
  return known;
};
/** A name as it may be spelled in its file. */
const stands = (source: string, name: string): boolean => source.includes(name) || source.includes(name.replaceAll("'", "\\'"));

describe('docs/security.md', () => {
  it('has every requirement of levels 1 and 2 once, and no other', () => {
    const ids = rows.flatMap((row) => row.ids);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    expect(ASKED.filter((id) => !ids.includes(id))).toEqual([]);
    expect(ids.filter((id) => !ASKED.includes(id))).toEqual([]);
    expect(ASKED.filter((id) => levelOf(id) === '1')).toHaveLength(70);
    expect(ASKED).toHaveLength(253);
  });

  it('says the level of each', () => {
    const wrong = rows.filter(({ ids, levels }) => [...new Set(ids.map(levelOf))].sort().join(' ') !== levels);
    expect(wrong.map(({ ids }) => ids[0])).toEqual([]);
  });

  it('has none of level 1 open', () => {
    const open = rows.filter(({ state }) => state === 'open').flatMap(({ ids }) => ids);
    expect(open.filter((id) => levelOf(id) === '1')).toEqual([]);
    expect(rows.filter(({ state }) => !['met', 'n/a', 'open'].includes(state))).toEqual([]);
  });

  it('names a test for everything that is met, or the part of this page that is asked for', () => {
    const bare = rows.filter(
      ({ state, by }) => state === 'met' && testsIn(by).length === 0 && !/^(?:above, \*|one table|`package-lock)/.test(by),
    );
    expect(bare.map(({ ids }) => ids[0])).toEqual([]);
    for (const [, heading = ''] of text.matchAll(/above, \*([^*]+)\*/g)) expect(text).toContain(`\n## ${heading}\n`);
  });

  it('gives a reason for everything that is open or does not apply', () => {
    const bare = rows.filter(({ state, by }) => state !== 'met' && by.length < 8);
    expect(bare.map(({ ids }) => ids[0])).toEqual([]);
    const open = rows.filter(({ state, by }) => state === 'open' && !by.includes('It takes'));
    expect(open.map(({ ids }) => ids[0])).toEqual([]);
  });

  it('names only tests that there are', () => {
    const named = testsIn(text);
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter(({ path, name }) => !stands(sourceOf(path), name)).map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
  });

  it('leads to files that there are', () => {
    const files = [...text.matchAll(/\]\(([\w./-]+\.md)(?:#[\w-]+)?\)/g)].map(([, path = '']) => path);
    expect(files.filter((path) => !existsSync(join(root, 'docs', path)))).toEqual([]);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Messages } from './namespaces';
import {
  FRAME_PARTS,
  HISTORY_PARTS,
  isWhole,
  JOBS_PARTS,
  type Parts,
  POINTS_PARTS,
  partOf,
  RESOURCES_PARTS,
  restOf,
  together,
} from './parts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const fileOf = (specifier: string, from: string): string | null => {
  const path = specifier.startsWith('@/')
    ? join(root, specifier.slice(2))
    : specifier.startsWith('.')
      ? resolve(dirname(from), specifier)
      : null;
  return ['.tsx', '.ts'].map((ending) => `${path}${ending}`).find((file) => path !== null && existsSync(file)) ?? null;
};

const membersOf = (namespace: string): readonly string[] =>
  Object.keys(JSON.parse(readFileSync(join(root, `lib/i18n/messages/en/${namespace}.json`), 'utf8')));

/** The members of namespaces that the code of a file names; those of two translators under one name are not told apart. */
const namedIn = (source: string): ReadonlyMap<string, ReadonlySet<string>> => {
  const named = new Map<string, Set<string>>();
  for (const [, variable = '\\w+', namespace = '', path = ''] of source.matchAll(
    /(?:const (\w+) = )?useTranslations\('([\w-]+)((?:\.[\w-]+)*)'\)/g,
  )) {
    const called = [...source.matchAll(new RegExp(`(?:\\b${variable}(?:\\.\\w+)?\\(|[?:] |\\)\\()\\s*['\`]([\\w-]+)`, 'g'))].map(
      (match) => match[1] ?? '',
    );
    const first = path.split('.')[1];
    const members = named.get(namespace) ?? new Set();
    const all = membersOf(namespace);
    for (const name of first === undefined ? called.filter((each) => all.includes(each)) : [first]) members.add(name);
    named.set(namespace, members);
  }
  return named;
};

/** What the components that a page's own component draws by themselves say: without parts that are loaded later. */
const saidBy = (entry: string): ReadonlyMap<string, ReadonlySet<string>> => {
  const files = new Set<string>();
  const said = new Map<string, Set<string>>();
  const look = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    const source = readFileSync(file, 'utf8');
    for (const [namespace, members] of namedIn(source)) said.set(namespace, new Set([...(said.get(namespace) ?? []), ...members]));
    for (const [, specifier = ''] of source.matchAll(/^import (?!type\b)[^;]*?from '([^']+)'/gms)) {
      const next = fileOf(specifier, file);
      if (next?.startsWith(join(root, 'components')) === true) look(next);
    }
  };
  look(join(root, entry));
  return said;
};

describe('the parts of namespaces that a page is sent', () => {
  it.each<[string, Parts, readonly string[]]>([
    ['components/points/points-page.tsx', POINTS_PARTS, []],
    ['components/vaults/vault-page.tsx', POINTS_PARTS, ['vaults']],
    ['components/resources/resources-page.tsx', RESOURCES_PARTS, []],
    ['components/vaults/vaults-page.tsx', {}, ['vaults']],
    ['components/jobs/jobs-view.tsx', JOBS_PARTS, []],
    ['components/history/history-view.tsx', HISTORY_PARTS, []],
    ['components/layout/frame.tsx', {}, []],
    ['components/layout/broken-page.tsx', {}, []],
  ])('have all that %s says at first sight', (entry, parts, whole) => {
    const sent: Readonly<Record<string, readonly string[] | undefined>> = { ...FRAME_PARTS, ...parts };
    const said = [...saidBy(entry)].filter(([namespace]) => namespace !== 'common' && !whole.includes(namespace));
    const missing = said.flatMap(([namespace, members]) =>
      [...members].filter((name) => sent[namespace]?.includes(name) !== true).map((name) => `${namespace}.${name}`),
    );
    expect(missing).toEqual([]);
    expect(saidBy(entry).get('common')?.size).toBeGreaterThan(0);
  });

  it('are told from the whole, and become it', () => {
    const all = { title: 'Title', about: 'About' };
    const part = { points: partOf(all, ['title']) } as unknown as Partial<Messages>;
    expect(isWhole({}, 'points')).toBe(false);
    expect(isWhole(part, 'points')).toBe(false);
    expect(isWhole(together({}, part), 'points')).toBe(false);
    const rest = { points: restOf(all, ['title']) } as unknown as Partial<Messages>;
    const whole = together(part, rest);
    expect(whole.points).toMatchObject(all);
    expect(isWhole(whole, 'points')).toBe(true);
    expect(isWhole(together(whole, part), 'points')).toBe(true);
  });
});

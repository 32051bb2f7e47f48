import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundlesCurrent, ensureBundles, nodeArguments, SIMULATED_ACCOUNT, WORKER } from './bundles.js';

let root = '';
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const source = (entry: string): string => join(root, entry);
const isBundle = (entry: string): boolean => nodeArguments(root, entry).length === 1;

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'rehome-bundles-')));
  write('package.json', '{ "type": "module" }');
  write('tsconfig.json', '{ "compilerOptions": { "paths": { "@/*": ["./*"] } } }');
  write('lib/launcher/say.js', 'export const said = [];');
  write('lib/place.ts', "import { said } from './launcher/say.js'; export const place: readonly string[] = [...said, import.meta.url];");
  write(WORKER, "import { place } from '@/lib/place'; console.log(JSON.stringify(place));");
  write(SIMULATED_ACCOUNT, "void import('@/lib/place').then(({ place }) => console.log(JSON.stringify(place)));");
  await ensureBundles(root);
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('what runs beside the console', () => {
  it.each([WORKER, SIMULATED_ACCOUNT])('%s is run from its bundle, in which a file’s address is that of its source', (entry) => {
    const [file, ...more] = nodeArguments(root, entry);
    expect([file?.endsWith('/main.js'), more]).toEqual([true, []]);
    const told = execFileSync(process.execPath, [file ?? ''], { encoding: 'utf8' });
    expect(JSON.parse(told)).toEqual([pathToFileURL(source('lib/place.ts')).href]);
  });

  it('is run from its source where that is watched', () => {
    const args = nodeArguments(root, WORKER, { watch: true });
    expect(args).toEqual(expect.arrayContaining(['--watch', '--conditions=react-server', source(WORKER)]));
    expect(nodeArguments(root, SIMULATED_ACCOUNT, { watch: true })).not.toContain('--conditions=react-server');
  });

  it('is never run from a bundle of other files, and again from the one of before once they are as they were', async () => {
    const before = nodeArguments(root, WORKER);
    write('lib/other.ts', '');
    expect([bundlesCurrent(root), nodeArguments(root, WORKER).at(-1)]).toEqual([false, source(WORKER)]);
    await ensureBundles(root);
    expect([bundlesCurrent(root), isBundle(WORKER)]).toEqual([true, true]);
    rmSync(source('lib/other.ts'));
    expect(nodeArguments(root, WORKER)).toEqual(before);
  });

  it('is run from its source in a checkout that was moved: the bundle names files of the old place', () => {
    const moved = mkdtempSync(join(tmpdir(), 'rehome-bundles-'));
    cpSync(root, moved, { recursive: true });
    expect(nodeArguments(moved, WORKER).at(-1)).toBe(join(moved, WORKER));
    rmSync(moved, { recursive: true, force: true });
  });

  it('leaves nothing behind where a source cannot be bundled', async () => {
    write('lib/place.ts', 'export const = 1;');
    await expect(ensureBundles(root)).rejects.toThrow(/lib\/place\.ts/);
    expect(bundlesCurrent(root)).toBe(false);
    expect(readdirSync(join(root, '.rehome', 'bundles')).filter((name) => name.startsWith('.'))).toEqual([]);
  });
});

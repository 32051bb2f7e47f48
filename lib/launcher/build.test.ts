import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildCurrent, stampBuild } from './build.js';

let root = '';
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rehome-build-'));
  write('app/page.tsx', 'one');
  write('lib/restore/check.ts', 'one');
  write('next.config.js', 'one');
  mkdirSync(join(root, '.next'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('whether the build is that of these files', () => {
  it('is so right after it, and not before', () => {
    expect(buildCurrent(root)).toBe(false);
    stampBuild(root);
    expect(buildCurrent(root)).toBe(true);
  });

  it.each([
    'app/page.tsx',
    'app/new/page.tsx',
    'components/ui/button.tsx',
    'lib/restore/check.ts',
    'next.config.js',
    'proxy.ts',
    'package-lock.json',
  ])('is not so when %s changes', (path) => {
    stampBuild(root);
    write(path, 'two');
    expect(buildCurrent(root)).toBe(false);
  });

  it.each(['lib/restore/check.test.ts', 'lib/sandbox/main.ts', 'lib/launcher/launch.ts', 'e2e/story.spec.ts', 'README.md'])(
    'is still so when %s changes, which is no part of it',
    (path) => {
      stampBuild(root);
      write(path, 'two');
      expect(buildCurrent(root)).toBe(true);
    },
  );
});

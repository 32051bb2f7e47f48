import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dependenciesCurrent } from './install.js';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'rehome-install-'));
  mkdirSync(join(root, 'node_modules'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, packages: unknown): void => writeFileSync(join(root, path), JSON.stringify({ packages }));
const locked = {
  '': { name: 'rehome', version: '1' },
  'node_modules/next': { version: '16.4.6' },
  'node_modules/native-of-another-system': { version: '2.0.0', optional: true },
};

describe('whether the dependencies are those of the lock file', () => {
  it('is not so before anything is installed', () => {
    write('package-lock.json', locked);
    expect(dependenciesCurrent(root)).toBe(false);
  });

  it('is so when each is there in its version; those for other systems may be absent', () => {
    write('package-lock.json', locked);
    write('node_modules/.package-lock.json', { 'node_modules/next': { version: '16.4.6' } });
    expect(dependenciesCurrent(root)).toBe(true);
  });

  it('is not so when one is missing or of another version', () => {
    write('package-lock.json', { ...locked, 'node_modules/zod': { version: '4.0.0' } });
    write('node_modules/.package-lock.json', { 'node_modules/next': { version: '16.4.6' } });
    expect(dependenciesCurrent(root)).toBe(false);
    write('node_modules/.package-lock.json', { 'node_modules/next': { version: '16.4.5' }, 'node_modules/zod': { version: '4.0.0' } });
    expect(dependenciesCurrent(root)).toBe(false);
  });

  it('is not so when the record of the installation was cut short', () => {
    write('package-lock.json', locked);
    writeFileSync(join(root, 'node_modules', '.package-lock.json'), '{"packages":');
    expect(dependenciesCurrent(root)).toBe(false);
  });
});

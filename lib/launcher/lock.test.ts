import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from './lock.js';
import { startOf } from './processes.js';

let folder = '';
const file = (): string => join(folder, 'running.json');
const me = { pid: process.pid, start: startOf(process.pid) };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rehome-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const taken = () => {
  const lock = takeLock(file());
  if (!('held' in lock)) throw new Error('not taken');
  return lock.held;
};

describe('the lock of a folder', () => {
  it('belongs to one process at a time, and can be taken again when released', () => {
    const lock = taken();
    expect(takeLock(file())).toEqual({ by: me });
    lock.release();
    expect(taken().leftovers).toEqual([]);
  });

  it('is taken over from a process that runs no more, with what that one had started', () => {
    const children = [{ pid: 4_000_001, start: '5' }];
    writeFileSync(file(), JSON.stringify({ launcher: { pid: 4_000_000, start: '1' }, children }));
    expect(taken().leftovers).toEqual(children);
    expect(takeLock(file())).toEqual({ by: me });
  });

  it('is not fooled by a process that has the number of the one that held it', () => {
    writeFileSync(file(), JSON.stringify({ launcher: { pid: process.pid, start: 'another time' }, children: [] }));
    expect(taken().leftovers).toEqual([]);
  });

  it('is taken over where its file was cut short', () => {
    writeFileSync(file(), '{"launcher":');
    expect(taken().leftovers).toEqual([]);
  });

  it('records the children that run, so that a later launch can end them', () => {
    const lock = taken();
    lock.record([{ pid: 17, start: '99' }]);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ launcher: me, children: [{ pid: 17, start: '99' }] });
  });
});

import { describe, expect, it } from 'vitest';
import { aFinding } from '@/lib/restore/fixtures/finding';
import { whatKeeps } from './keeps';
import type { SaveState } from './saver-state';

const saved: SaveState = { kind: 'saved', at: '' };
const mine = { started: false, waits: false, whyNot: null, owner: 'operator', user: 'operator', save: saved, diagnostics: [] };
const error = aFinding();

describe('whatKeeps', () => {
  it('lets a plan start that has no problems, saved or about to be', () => {
    expect(whatKeeps(mine)).toBeNull();
    expect(whatKeeps({ ...mine, save: { kind: 'waiting' }, diagnostics: [{ ...error, severity: 'warning' }] })).toBeNull();
  });

  it.each([
    [{ started: true }, 'started'],
    [{ owner: 'hanako' }, 'theirs'],
    [{ owner: 'hanako', whyNot: 'Ask 田中 健.' }, 'not-permitted'],
    [{ waits: true, diagnostics: [error] }, 'waits'],
    [{ diagnostics: [error, error] }, 'errors'],
    [{ save: { kind: 'failed', problem: { code: 'offline' }, retrying: true } as const }, 'unsaved'],
  ])('%j keeps it: %s', (change, code) => {
    expect(whatKeeps({ ...mine, ...change })?.code).toBe(code);
  });
});

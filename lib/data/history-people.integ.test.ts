import { beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '@/lib/auth/caller';
import { asOwner } from '@/lib/testing/owner';
import { knownPerson } from '@/lib/testing/people';
import { must, OPERATOR, PLACE } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { commit, startAtOf } from '@/lib/testing/starts';
import { getHistoryEntry, listHistory, restoreAgain } from './history';
import { exportHistory } from './history/export';
import { addNote } from './history/notes';
import type { ExportedEntry, HistoryFilter } from './history/views';
import { whoIsWho } from './people/directory';

simulatedAccount({ speed: 1 });

const ELSEWHERE = '999999999999';
const EVERYWHERE: Caller = { ...OPERATOR, user: 'p-hanako', grants: [{ role: 'administrator', account: null }] };
const HERE: Caller = { ...OPERATOR, user: 'p-emma', grants: [{ role: 'operator', account: PLACE.account }] };
const VIEWER: Caller = { ...OPERATOR, user: 'p-emma', grants: [{ role: 'viewer', account: PLACE.account }] };

const restoreBy = async (actor: string, resourceName: string, account: string): Promise<string> => {
  const start = await startAtOf('10.1.10.230');
  const { restore } = await commit({
    ...start,
    run: { ...start.run, actor, account },
    restore: { ...start.restore, metadata: {}, resourceName },
    claims: [],
  });
  return restore.id;
};

let ids: { readonly here: string; readonly there: string };

beforeAll(async () => {
  await knownPerson('p-hanako', '佐藤 花子', [['administrator', '*']]);
  await knownPerson('p-emma', 'Emma Clark', [['operator', PLACE.account]]);
  await knownPerson('p-gone', 'Gone Person', [['administrator', '*']]);
  await asOwner(`update people set disabled_at = now(), erased_at = now() where id = 'p-gone'`);
  ids = { here: await restoreBy('p-hanako', 'web-here', PLACE.account), there: await restoreBy('p-emma', 'web-there', ELSEWHERE) };
  await restoreBy('operator', 'web-before', PLACE.account);
  await restoreBy('p-gone', 'web-gone', PLACE.account);
});

const found = async (caller: Caller, filter: HistoryFilter): Promise<readonly (string | null)[]> =>
  must(await listHistory(caller, filter, null))
    .entries.map((entry) => entry.resourceName)
    .toSorted();

const exported = async (caller: Caller, format: 'csv' | 'json'): Promise<string> => {
  let text = '';
  for await (const piece of await exportHistory(caller, { text: 'web' }, format)) text += piece;
  return text;
};

describe('people in the history', () => {
  it('are found by their names, by every word, and by nothing of a name that was erased', async () => {
    expect(await found(EVERYWHERE, { text: '花子' })).toEqual(['web-here']);
    expect(await found(EVERYWHERE, { text: 'CLARK there' })).toEqual(['web-there']);
    expect(await found(EVERYWHERE, { text: 'clark web-here' })).toEqual([]);
    expect(await found(EVERYWHERE, { text: 'em cl' })).toEqual(['web-there']);
    expect(await found(EVERYWHERE, { text: 'mm ark' })).toEqual([]);
    expect(await found(EVERYWHERE, { text: 'gone person' })).toEqual([]);
    expect(await found(EVERYWHERE, { user: 'p-emma' })).toEqual(['web-there']);
  });

  it('stand in exports with their names beside their ids', async () => {
    const list = JSON.parse(await exported(EVERYWHERE, 'json')) as readonly ExportedEntry[];
    const names = Object.fromEntries(list.map(({ startedBy, startedByName }) => [startedBy, startedByName]));
    expect(names).toEqual({ 'p-hanako': '佐藤 花子', 'p-emma': 'Emma Clark', operator: null, 'p-gone': null });
    const csv = await exported(EVERYWHERE, 'csv');
    expect(csv).toContain('p-hanako,佐藤 花子,');
    expect(csv).not.toContain('Gone Person');
  });

  it('are told to the frame by id, with whom to ask for a role', async () => {
    expect(await whoIsWho()).toEqual({
      people: {
        'p-hanako': { name: '佐藤 花子', state: 'active' },
        'p-emma': { name: 'Emma Clark', state: 'active' },
        'p-gone': { name: '', state: 'erased' },
      },
      administrators: ['p-hanako'],
    });
  });
});

describe('somebody who may read one account’s history', () => {
  it('is shown nothing of another one’s in lists and exports', async () => {
    expect(await found(HERE, {})).toEqual(['web-before', 'web-gone', 'web-here']);
    expect(await found(HERE, { text: 'web' })).toEqual(['web-before', 'web-gone', 'web-here']);
    expect(await found({ ...HERE, grants: [] }, {})).toEqual([]);
    const list = JSON.parse(await exported(HERE, 'json')) as readonly ExportedEntry[];
    expect(new Set(list.map(({ account }) => account))).toEqual(new Set([PLACE.account]));
  });

  it('is not told that there is a restore of another one, nor writes beside it or plans from it', async () => {
    const absent = { ok: false, error: { code: 'not-found', what: 'restore' } };
    expect(await getHistoryEntry(HERE, ids.there)).toMatchObject(absent);
    expect(await addNote(HERE, ids.there, 'hello')).toMatchObject(absent);
    expect(await restoreAgain(HERE, ids.there)).toMatchObject(absent);
    expect(await getHistoryEntry(HERE, ids.here)).toMatchObject({ ok: true });
  });

  it('needs the role in that account for what goes beyond reading, and is told whom to ask', async () => {
    const refused = (permission: string) => ({ ok: false, error: { code: 'not-permitted', permission, ask: ['佐藤 花子'] } });
    expect(await addNote(VIEWER, ids.here, 'hello')).toEqual(refused('annotate-history'));
    expect(await restoreAgain(VIEWER, ids.here)).toEqual(refused('plan-restore'));
    // An operator elsewhere is none here.
    const mixed: Caller = { ...VIEWER, grants: [...VIEWER.grants, { role: 'operator', account: ELSEWHERE }] };
    expect(await addNote(mixed, ids.here, 'hello')).toEqual(refused('annotate-history'));
  });
});

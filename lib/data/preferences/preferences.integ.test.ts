import { beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '@/lib/auth/caller';
import { MAX_FILTERS } from '@/lib/preferences';
import { asOwner } from '@/lib/testing/owner';
import { knownPerson } from '@/lib/testing/people';
import { must, OPERATOR } from '@/lib/testing/restores';
import { erasePerson } from '../people/change';
import { chooseColumns, chosenColumns } from './columns';
import { deleteFilter, listFilters, renameFilter, saveFilter } from './filters';

const EMMA: Caller = { ...OPERATOR, user: 'emma' };
const KEN: Caller = { ...OPERATOR, user: 'ken' };
const production = { list: 'points', name: 'Production', search: 'vault=prod&type=EC2', replace: false } as const;
const named = (name: string) => ({ ...production, name });
const names = async (caller: Caller) => must(await listFilters(caller)).map(({ list, name }) => `${list} ${name}`);

beforeEach(async () => {
  await asOwner('truncate people, grants, sessions, identities, one_time_links, events cascade');
  await knownPerson('ken', '田中 健', [['administrator', '*']]);
  await knownPerson('emma', 'Emma Clark', [['viewer', '*']]);
});

describe('filters that are kept', () => {
  it('are a person’s own, by list and name', async () => {
    must(await saveFilter(EMMA, named('web')));
    must(await saveFilter(EMMA, production));
    must(await saveFilter(EMMA, { ...production, list: 'jobs', search: 'status=failed' }));
    must(await saveFilter(KEN, production));
    expect(await names(EMMA)).toEqual(['jobs Production', 'points Production', 'points web']);
    expect(await names(KEN)).toEqual(['points Production']);
  });

  it('say which name is taken, however it is capitalised, and give way where that is wanted', async () => {
    const first = must(await saveFilter(EMMA, production));
    expect(await saveFilter(EMMA, { ...named('PRODUCTION'), search: 'vault=other' })).toEqual({
      ok: false,
      error: { code: 'name-taken', name: 'Production' },
    });
    const second = must(await saveFilter(EMMA, { ...named('PRODUCTION'), search: 'vault=other', replace: true }));
    expect(second).toEqual({ ...first, name: 'PRODUCTION', search: 'vault=other' });
    expect(must(await listFilters(EMMA))).toEqual([second]);
  });

  it('are renamed and deleted by whose they are alone', async () => {
    const { id } = must(await saveFilter(EMMA, production));
    must(await saveFilter(EMMA, named('web')));
    expect(await renameFilter(EMMA, id, 'WEB')).toEqual({ ok: false, error: { code: 'name-taken', name: 'web' } });
    expect(must(await renameFilter(EMMA, id, 'production'))).toMatchObject({ id, name: 'production' });
    expect(await renameFilter(KEN, id, 'mine')).toEqual({ ok: false, error: { code: 'not-found', what: 'saved-filter', id } });
    must(await deleteFilter(KEN, id));
    expect(await names(EMMA)).toEqual(['points production', 'points web']);
    must(await deleteFilter(EMMA, id));
    must(await deleteFilter(EMMA, id));
    expect(await names(EMMA)).toEqual(['points web']);
  });

  it('are no more than there may be of a list, also when they are saved at the same time', async () => {
    const wanted = Array.from({ length: MAX_FILTERS + 3 }, (_, n) => saveFilter(EMMA, named(`filter ${n}`)));
    const answers = await Promise.all(wanted);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(MAX_FILTERS);
    expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, error: { code: 'too-many-filters', most: MAX_FILTERS } });
    const [kept] = must(await listFilters(EMMA));
    must(await saveFilter(EMMA, { ...named(kept?.name ?? ''), search: 'type=EBS', replace: true }));
    must(await saveFilter(EMMA, { ...production, list: 'history', search: 'by=ken' }));
  });
});

describe('columns that are chosen', () => {
  it('are kept by person and list until the defaults are wanted', async () => {
    must(await chooseColumns(EMMA, 'points', ['name', 'size']));
    must(await chooseColumns(EMMA, 'jobs', []));
    must(await chooseColumns(EMMA, 'points', ['name', 'scan']));
    expect(must(await chosenColumns(EMMA, 'points'))).toEqual(['name', 'scan']);
    expect(must(await chosenColumns(EMMA, 'jobs'))).toEqual([]);
    expect(must(await chosenColumns(KEN, 'points'))).toBeNull();
    must(await chooseColumns(EMMA, 'points', null));
    expect(must(await chosenColumns(EMMA, 'points'))).toBeNull();
  });
});

describe('somebody who is erased', () => {
  it('keeps nothing, and can keep nothing again', async () => {
    must(await saveFilter(EMMA, production));
    must(await chooseColumns(EMMA, 'points', ['name']));
    must(await saveFilter(KEN, production));
    must(await erasePerson(KEN, 'emma'));
    const left = await asOwner('select person from saved_filters union all select person from list_columns');
    expect(left).toEqual([{ person: 'ken' }]);
    const gone = { ok: false, error: { code: 'not-found', what: 'person', id: 'emma' } };
    expect(await saveFilter(EMMA, production)).toEqual(gone);
    expect(await chooseColumns(EMMA, 'points', ['name'])).toEqual(gone);
  });
});

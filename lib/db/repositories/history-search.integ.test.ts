import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { asOwner } from '@/lib/testing/owner';
import { findRestores } from './history-search';
import { readHistory } from './restores-history';
import { beginningOfWord } from './text-search';

const MANY = 12_000;

/** Before the pool has a connection: what it sends from then on. */
const sent = vi.spyOn(pg.Client.prototype, 'query');
const statements = (): readonly string[] =>
  sent.mock.calls.map(([query]) => (typeof query === 'string' ? query : (query as unknown as pg.QueryConfig).text));
/** What was given with each. */
const values = (): readonly unknown[][] =>
  sent.mock.calls.map(([query, given]) => (given as unknown[] | undefined) ?? (query as unknown as pg.QueryConfig).values ?? []);
beforeEach(() => void sent.mockClear());

const [OLD, INSIDE, SIGN, OF_ID, OF_VOLUME, ALIKE] = Array.from({ length: 6 }, () => randomUUID()) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

const insert = (id: string, text: string) =>
  asOwner(
    `insert into restores (id, account, region, diagnostics, copy_tags, outcome, intended_at, search_text)
     values ($1, '123456789012', 'ap-northeast-1', '[]', false, 'completed', now() - interval '1 year', $2)`,
    [id, text],
  );

beforeAll(async () => {
  await asOwner(`
    insert into restores (id, account, region, diagnostics, copy_tags, outcome, intended_at, search_text)
    select gen_random_uuid(), '123456789012', 'ap-northeast-1', '[]', false, 'completed', now() - n * interval '1 minute', 'web-' || n || E'\\nops drill-2026'
      from generate_series(1, ${MANY}) as n`);
  await insert(OLD, 'prod-zq-01\nops');
  await insert(INSIDE, 'prodzqx\nops');
  await insert(SIGN, '本番サーバー\nops');
  await insert(OF_ID, 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-0fedcba9876543210\nops');
  await insert(ALIKE, 'i-0aaaaaaa876543210\nops');
  await insert(OF_VOLUME, 'vol-0fedcba9876543210\nops');
  await asOwner('vacuum analyze restores');
});

const find = (text: string) => findRestores({ text }, null, 50, 1_000);

describe('a search of an id', () => {
  it('finds what has that id, by small letters or not, and not what has its digits alone, or ends like it', async () => {
    for (const id of ['i-0fedcba9876543210', 'I-0FEDCBA9876543210']) expect(await find(id)).toEqual({ ids: [OF_ID], all: true });
    expect((await find('0fedcba9876543210')).ids.toSorted()).toEqual([OF_ID, OF_VOLUME].toSorted());
    expect(await find('i-0fedcba9876543211')).toEqual({ ids: [], all: true });
  });
});

describe('a search of a word of two letters', () => {
  it('finds it where a word begins, in small letters or not, behind the newest rows too, and nowhere else', async () => {
    for (const word of ['zq', 'ZQ']) expect(await find(word)).toEqual({ ids: [OLD], all: true });
    expect(await find('zq ops 01')).toEqual({ ids: [OLD], all: true });
    expect(await find('qz')).toEqual({ ids: [], all: true });
  });

  it('is answered by the index, which gives a few rows and not all of them', async () => {
    const [row] = await asOwner(`explain (analyze, format json, timing off) select id from restores where search_text ~ $1`, [
      beginningOfWord('zq'),
    ]);
    const plan = JSON.stringify(row);
    expect(plan).toContain('"Index Name":"restores_search"');
    const read = [...plan.matchAll(/"Actual Rows":(\d+)/g)].map(([, rows]) => Number(rows));
    expect(Math.max(...read)).toBeLessThan(10);
  });

  it('finds what is common at once, and two letters of other scripts anywhere', async () => {
    const common = await find('we');
    expect(common.ids).toHaveLength(1_000);
    expect(common.all).toBe(false);
    expect((await find('本番')).ids).toEqual([SIGN]);
    expect((await find('サー')).ids).toEqual([SIGN]);
  });
});

describe('a search', () => {
  it('of a rare word asks for the newest, and then the index, with a setting that ends with that question', async () => {
    expect((await find('prodzqx')).ids).toEqual([INSIDE]);
    const [newest, ...indexed] = statements();
    expect(newest).toContain('limit');
    expect(indexed.map((text) => text.slice(0, 32))).toEqual([
      'begin',
      'set local enable_seqscan = off',
      expect.stringMatching(/^select /),
      'commit',
    ]);
    sent.mockClear();
    await find('web-404');
    const [row] = await asOwner('show enable_seqscan');
    expect(row).toEqual({ enable_seqscan: 'on' });
  });

  it('takes what is typed for text, whatever is in it', async () => {
    for (const odd of ["x'; select 1; --", "\\'", '$1', '%s', "E'\\n'", '--', '/*', '"'])
      expect((await find(`zqzq ${odd}`)).ids).toEqual([]);
    await insert(randomUUID(), "o'brien's\\path\nops");
    for (const odd of ["o'brien", "'s\\path", "n's\\p"]) expect((await find(odd)).ids).toHaveLength(1);
  });

  it('of a word that is everywhere goes on behind what it has looked at', async () => {
    const rows = await asOwner('select id from restores order by intended_at desc, id desc limit 1000');
    sent.mockClear();
    const found = await find('ops');
    expect(found).toEqual({ ids: rows.map(({ id }) => id), all: false });
    expect(statements()).toHaveLength(2);
    expect(statements()[1]).toContain(' offset ');
  });

  it('never has what is typed in the text of a statement', async () => {
    await find("qjx-77777 o'brien");
    expect(statements().join()).not.toMatch(/qjx|77777|brien/);
  });

  it('asks the index for the number alone where few rows have it, and for the whole word otherwise', async () => {
    const asked = () => values().at(-2);
    expect((await find('web-11999')).ids).toHaveLength(1);
    expect(asked()).toContain('%11999%');
    expect(asked()).not.toContain('%web-11999%');
    expect((await find('zqx-11999')).ids).toEqual([]);
    expect(await find('zqx-2026')).toEqual({ ids: [], all: true });
    expect(asked()).toContain('%zqx-2026%');
  });
});

describe('a page without words', () => {
  it('is read by one statement, and the first one is counted by another beside it', async () => {
    const newest = (await asOwner('select id from restores order by intended_at desc, id desc limit 8')).map(({ id }) => id);
    sent.mockClear();
    const first = await readHistory({}, null, 5);
    expect(statements()).toHaveLength(2);
    expect(first.rows.map(({ restore }) => restore.id)).toEqual(newest.slice(0, 5));
    expect(first).toMatchObject({ more: true, counted: { total: 1_000, atLeast: true } });
    sent.mockClear();
    const next = await readHistory({}, first.rows.at(-1)?.restore ?? null, 3);
    expect(statements()).toHaveLength(1);
    expect(next.rows.map(({ restore }) => restore.id)).toEqual(newest.slice(5));
    expect(next.counted).toBeNull();
  });

  it('is the last one where there is no row behind it', async () => {
    const before = new Date(Date.now() - 180 * 86_400_000);
    const all = await readHistory({ before }, null, 100);
    expect(all.rows.length).toBeGreaterThan(1);
    expect(all).toMatchObject({ more: false, counted: { total: all.rows.length, atLeast: false } });
    expect(await readHistory({ before }, null, all.rows.length)).toMatchObject({ more: false });
    expect(await readHistory({ before }, null, all.rows.length - 1)).toMatchObject({ more: true });
    expect(await readHistory({ user: 'nobody' }, null, 100)).toEqual({ rows: [], more: false, counted: { total: 0, atLeast: false } });
  });
});

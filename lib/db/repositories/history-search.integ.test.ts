import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { asOwner } from '@/lib/testing/owner';
import { findRestores } from './history-search';
import { beginningOfWord } from './text-search';

const MANY = 12_000;
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
    select gen_random_uuid(), '123456789012', 'ap-northeast-1', '[]', false, 'completed', now() - n * interval '1 minute', 'web-' || n || E'\\nops'
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

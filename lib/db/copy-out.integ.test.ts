import { type SQL, sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { env } from '@/lib/env';
import { asOwner } from '@/lib/testing/owner';
import { databaseAway } from './away';
import { db } from './client';
import { copyOut } from './copy-out';
import { cellsOfLine } from './copy-text';

const running = async (): Promise<number> => {
  const { rows } = await db().execute<{ n: number }>(
    sql`select count(*)::int as n from pg_stat_activity where application_name = 'rehome export' and datname = current_database()`,
  );
  return rows[0]?.n ?? 0;
};
const all = async (pieces: AsyncGenerator<string>): Promise<string> => {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
};
const many = sql`select json_build_object('n', n, 'filling', repeat('x', 1000))::text from generate_series(1, 20000) n`;
const limits = { unread: 60_000, silent: 60_000, longest: 60_000 };

/** One query, then none. */
const once = (query: SQL): (() => SQL | null) => {
  const queries = [query];
  return () => queries.pop() ?? null;
};

it('gives each row as a line of its own, whatever is in it, and its cells as they were', async () => {
  const odd =
    'quote \' and " and \\ and , and \\N and \\n and \t and \u0001 and \v and \b\f and \u2028 and \n and \r\n and 復元 and %s and $1 and null ';
  const text = await all(copyOut(once(sql`select ${odd}::text, null, '\\N', '' union all select 'next', '', null, ' '`)));
  const lines = text.slice(0, -1).split('\n');
  expect(lines.map(cellsOfLine)).toEqual([
    [odd, null, '\\N', ''],
    ['next', '', null, ' '],
  ]);
});

it('writes instants in UTC, whatever the server or the role has set', async () => {
  await asOwner(`alter database ${new URL(env().databaseUrl).pathname.slice(1)} set timezone = 'Asia/Tokyo'`);
  const text = await all(copyOut(once(sql`select timestamptz '2026-11-29 16:33:00.5+09'`)));
  await asOwner(`alter database ${new URL(env().databaseUrl).pathname.slice(1)} reset timezone`);
  expect(text).toBe('2026-11-29 07:33:00.5+00\n');
});

it('quotes what is typed so that it stays a text, also where a backslash means something to the server', async () => {
  const database = new URL(env().databaseUrl).pathname.slice(1);
  const typed = "\\' union all select 'more' -- ";
  await asOwner(`alter database ${database} set standard_conforming_strings = off`);
  const text = await all(copyOut(once(sql`select ${typed}::text`)));
  await asOwner(`alter database ${database} reset standard_conforming_strings`);
  expect(text.slice(0, -1).split('\n').map(cellsOfLine)).toEqual([[typed]]);
});

/** Longer ones V8 makes at many times the cost: with what an export makes of one, it stays below 128 kB. */
const LONGEST_PIECE = 32_768;

it('gives pieces of whole lines, none of them long, and all of them', async () => {
  const pieces: string[] = [];
  for await (const piece of copyOut(once(many))) pieces.push(piece);
  expect(pieces.every((piece) => piece.endsWith('\n') && piece.length <= LONGEST_PIECE)).toBe(true);
  const lines = pieces.join('').slice(0, -1).split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { readonly n: number }).n)).toEqual(Array.from({ length: 20_000 }, (_, i) => i + 1));
});

it('gives a line that is longer than a piece whole, and those beside it', async () => {
  const lengths = [1, 200_000, 2, LONGEST_PIECE - 1, LONGEST_PIECE, 3, LONGEST_PIECE + 1];
  const rows = sql.raw(lengths.map((length, i) => `(${i}, ${length})`).join(', '));
  const text = await all(copyOut(once(sql`select repeat('復', length - 1) || 'x' from (values ${rows}) as t(i, length) order by i`)));
  expect(
    text
      .slice(0, -1)
      .split('\n')
      .map((line) => line.length),
  ).toEqual(lengths);
});

it('gives one query after the other, each when the one before was read, and all rows of one moment', async () => {
  await asOwner('create table counted (n int); grant select on counted to public; insert into counted values (1)');
  const read: string[] = [];
  const queries = [sql`select 'second', n from counted`, sql`select 'first', n from counted`];
  for await (const piece of copyOut(() => {
    expect(read).toHaveLength(2 - queries.length);
    return queries.pop() ?? null;
  })) {
    read.push(piece);
    await asOwner('insert into counted values (2)');
  }
  expect(read).toEqual(['first\t1\n', 'second\t1\n']);
});

it('gives nothing where there is no row', async () => {
  expect(await all(copyOut(once(sql`select '{}' where false`)))).toBe('');
});

it('leaves no connection behind where the reader stops, and others wait their turn meanwhile', async () => {
  const open = Array.from({ length: 5 }, () => copyOut(once(many)));
  const firsts = open.map((each) => each.next());
  await Promise.all(firsts.slice(0, 3));
  expect(await running()).toBe(3);
  for (const each of open.slice(0, 3)) await each.return(undefined);
  await Promise.all(firsts.slice(3));
  for (const each of open.slice(3)) await each.return(undefined);
  await expect.poll(running).toBe(0);
});

it('gives up a reader who does not read on', async () => {
  const pieces = copyOut(once(many), { ...limits, unread: 50 });
  await pieces.next();
  await expect.poll(running).toBe(0);
  await expect(all(pieces)).rejects.toThrow();
  expect((await all(copyOut(once(sql`select '{}'`)))).trimEnd()).toBe('{}');
});

it('waits for as long as the database works and answers, and no longer than it may', async () => {
  const slowly = sql`select 'worked' from pg_sleep(0.2)`;
  expect(await all(copyOut(once(slowly), { ...limits, silent: 5 }))).toBe('worked\n');
  await expect(all(copyOut(once(sql`select 'worked' from pg_sleep(60)`), { ...limits, silent: 5, longest: 50 }))).rejects.toThrow();
  await expect.poll(running).toBe(0);
});

it('tells a database that is away from a query that is wrong', async () => {
  const wrong = await all(copyOut(once(sql`select nothing`))).catch((error: unknown) => error);
  expect(wrong).toBeInstanceOf(Error);
  expect(databaseAway(wrong)).toBeNull();
  const pieces = copyOut(
    once(sql`select json_build_object('n', n, 'filling', repeat('x', 1000))::text from generate_series(1, 2000000) n`),
  );
  await pieces.next();
  await db().execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rehome export' and datname = current_database()`,
  );
  expect(databaseAway(await all(pieces).catch((error: unknown) => error))).not.toBeNull();
});

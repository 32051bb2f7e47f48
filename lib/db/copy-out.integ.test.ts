import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { databaseAway } from './away';
import { db } from './client';
import { copyOut } from './copy-out';

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

it('gives each row as a line of its own, whatever is in it', async () => {
  const odd = 'quote \' and " and \\ and , and \u0001 and \u0002 and \u2028 and \n and \r\n and 復元 and %s and $1 and null';
  const text = await all(copyOut(sql`select json_build_object('odd', ${odd}::text)::text union all select '{}'`));
  const lines = text.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([{ odd }, {}]);
});

it('gives pieces of whole lines, and all of them', async () => {
  let lines = 0;
  for await (const piece of copyOut(many)) {
    expect(piece.endsWith('\n')).toBe(true);
    lines += piece.split('\n').length - 1;
  }
  expect(lines).toBe(20_000);
});

it('gives nothing where there is no row', async () => {
  expect(await all(copyOut(sql`select '{}' where false`))).toBe('');
});

it('leaves no connection behind where the reader stops, and others wait their turn meanwhile', async () => {
  const open = Array.from({ length: 5 }, () => copyOut(many));
  const firsts = open.map((each) => each.next());
  await Promise.all(firsts.slice(0, 3));
  expect(await running()).toBe(3);
  for (const each of open.slice(0, 3)) await each.return(undefined);
  await Promise.all(firsts.slice(3));
  for (const each of open.slice(3)) await each.return(undefined);
  await expect.poll(running).toBe(0);
});

it('gives up a reader who does not read on', async () => {
  const pieces = copyOut(many, 50);
  await pieces.next();
  await expect.poll(running).toBe(0);
  await expect(all(pieces)).rejects.toThrow();
  expect((await all(copyOut(sql`select '{}'`))).trimEnd()).toBe('{}');
});

it('tells a database that is away from a query that is wrong', async () => {
  const wrong = await all(copyOut(sql`select nothing`)).catch((error: unknown) => error);
  expect(wrong).toBeInstanceOf(Error);
  expect(databaseAway(wrong)).toBeNull();
  const pieces = copyOut(sql`select json_build_object('n', n, 'filling', repeat('x', 1000))::text from generate_series(1, 2000000) n`);
  await pieces.next();
  await db().execute(
    sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rehome export' and datname = current_database()`,
  );
  expect(databaseAway(await all(pieces).catch((error: unknown) => error))).not.toBeNull();
});

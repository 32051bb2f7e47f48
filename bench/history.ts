import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { headersOf } from '@/e2e/support/people';
import type { World } from '@/e2e/support/world';
import { api } from '@/lib/paths';
import { consolePid } from './console-process';
import { type Figure, quantile } from './figure';
import { fillHistory } from './history-rows';
import { withWorld } from './world';

const ROWS = Number(process.env.BENCH_HISTORY_ROWS ?? 1_000_000);
const ROUNDS = 100;
/** Not counted: the compiler of a console that was just started is at work, and the first questions read what no one has read yet. */
const FIRST_ROUNDS = 20;

type Query = Readonly<Record<string, string>>;

/** What people ask a long history, each with other values in each round. */
const QUESTIONS: Readonly<Record<string, (round: number) => Query>> = {
  'first page': () => ({}),
  'by person': (i) => ({ user: ['sato', 'ito', 'tanaka'][i % 3] ?? '' }),
  'by outcome': (i) => ({ outcomes: ['failed', 'absent', 'refused', 'running'][i % 4] ?? '' }),
  'unsuccessful of one person in a month': (i) => ({
    outcomes: 'failed,absent',
    user: 'kimura',
    from: `2026-0${1 + (i % 9)}-01T00:00:00Z`,
    before: `2026-0${1 + (i % 9)}-28T00:00:00Z`,
  }),
  'from elsewhere': () => ({ origin: 'elsewhere' }),
  'by an address': (i) => ({ text: `10.${(i * 13) % 200}.${(i * 7) % 250}.${(i * 3) % 250}` }),
  'by a /24': (i) => ({ text: `10.${(i * 13) % 200}.${i % 250}.0/24` }),
  'by a /8': () => ({ text: '10.0.0.0/8' }),
  'by a ticket': (i) => ({ text: `INC-${1_000 + i * 991}` }),
  'by an instance': (i) => ({
    text: `i-${createHash('md5')
      .update(String((i * 97) % 5_000))
      .digest('hex')
      .slice(0, 17)}`,
  }),
  'by a word that is everywhere': () => ({ text: 'machine' }),
  'by a word of notes': () => ({ text: 'by hand' }),
  'by two letters that begin a word everywhere': () => ({ text: 'dr' }),
  'by two letters that begin a word nowhere': (i) => ({ text: `${'qxyz'[i % 4]}${'qxwj'[Math.floor(i / 4) % 4]}` }),
  'by a word that is nowhere': () => ({ text: 'no-such-thing' }),
};

const sessions = new WeakMap<World, ReturnType<typeof headersOf>>();
/** The headers of one session, for every question. */
const signedIn = (world: World): ReturnType<typeof headersOf> => {
  const known = sessions.get(world) ?? headersOf(world, 'operator');
  sessions.set(world, known);
  return known;
};

const ask = async (world: World, query: Query): Promise<{ readonly ms: number; readonly next: string | null; readonly rows: number }> => {
  await signedIn(world);
  const from = performance.now();
  const response = await fetch(`${world.url}${api.history(query)}`, { headers: await signedIn(world) });
  const page = (await response.json()) as { readonly next: string | null; readonly entries: readonly unknown[] };
  if (!response.ok) throw new Error(`the history answered ${response.status}`);
  return { ms: performance.now() - from, next: page.next, rows: page.entries.length };
};

const timed = async (name: string, once: (round: number) => Promise<number>): Promise<Figure> => {
  for (let i = 0; i < FIRST_ROUNDS; i += 1) await once(ROUNDS + i);
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i += 1) times.push(await once(i));
  return {
    name: `history of ${ROWS} restores, ${name}, p95`,
    value: quantile(times, 0.95),
    unit: 'ms',
    atMost: 50,
    note: `median ${quantile(times, 0.5).toFixed(0)} ms`,
  };
};

/** The middle of the list: pages behind a key of years ago. */
const deep = async (world: World): Promise<Figure> => {
  const client = new Client({ connectionString: world.databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ at: Date; id: string }>(
    `select intended_at as at, id from restores where intended_at < (select min(intended_at) + (max(intended_at) - min(intended_at)) / 2 from restores)
     order by intended_at desc limit 1`,
  );
  await client.end();
  let after = `${rows[0]?.at.toISOString()}_${rows[0]?.id}`;
  return timed('a page from the middle and the one behind it', async () => {
    const { ms, next } = await ask(world, { after });
    after = next ?? after;
    return ms;
  });
};

/** The largest resident memory of the console while it exports, in MB above what it had before. */
const exported = async (world: World, format: 'csv' | 'json'): Promise<readonly Figure[]> => {
  const pid = consolePid(world);
  const before = memoryMb(pid);
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, memoryMb(pid));
  }, 100);
  const from = performance.now();
  const response = await fetch(`${world.url}${api.historyExport(format, {})}`, { headers: await signedIn(world) });
  let bytes = 0;
  for await (const piece of response.body ?? []) bytes += piece.length;
  const seconds = (performance.now() - from) / 1_000;
  clearInterval(watch);
  return [
    { name: `export as ${format}`, value: ROWS / seconds, unit: 'rows/s', atLeast: 50_000, note: `${(bytes / 2 ** 20).toFixed(0)} MB` },
    { name: `memory that exporting as ${format} adds to the console`, value: peak - before, unit: 'MB', atMost: 150 },
  ];
};

const memoryMb = (pid: number): number => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1_024;

/** A history of a million restores: what people ask it, and the whole of it as a file. */
export const benchHistory = (): Promise<readonly Figure[]> =>
  withWorld(async (world) => {
    const seconds = await fillHistory(world.ownerUrl, ROWS);
    process.stderr.write(`filled in ${seconds.toFixed(0)} s\n`);
    const figures: Figure[] = [];
    for (const [name, query] of Object.entries(QUESTIONS))
      figures.push(await timed(name, async (round) => (await ask(world, query(round))).ms));
    figures.push(await deep(world));
    for (const format of ['csv', 'json'] as const) figures.push(...(await exported(world, format)));
    return figures;
  });

import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Children } from '@/lib/launcher/children.js';
import { setUp } from '@/lib/launcher/set-up.js';
import { randomOf } from '../fuzz/random';
import { bad, type Count, tableOf } from './count';
import { outageCounts, outages } from './outage';
import { raceCounts, races } from './races';
import { storm } from './storm';
import { startWorld, type World } from './world';

const USAGE = 'Usage: npm run torture -- [storm] [races] [outages] [--rounds N] [--seed N] [--json] [--keep]';
const SEEDS = 2 ** 31;
/** Longer than a lease. */
const STOP_MS = 40_000;
const RACES = 50;
const OUTAGE_MS = 30_000;
const PERSONS = 6;

const out = (text: string): void => void process.stdout.write(`${text}\n`);
const tell = (text: string): void => void process.stderr.write(`${text}\n`);

const whole = (name: string, text: string | undefined, fallback: number): number => {
  const value = text === undefined ? fallback : Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} takes a whole number. ${USAGE}`);
  return value;
};

interface Report {
  readonly counts: readonly Count[];
  /** What a person may want to know beside the table. */
  readonly notes: Readonly<Record<string, unknown>>;
}

interface Options {
  readonly seed: number;
  readonly rounds: number;
}

/** What is done, by its name, and in what world. */
const PARTS: Readonly<
  Record<string, { readonly consoles: number; readonly speed: number; readonly run: (world: World, o: Options) => Promise<Report> }>
> = {
  storm: {
    consoles: 2,
    speed: 10,
    run: async (world, { seed, rounds }) => {
      const stops = { each: rounds < 50 ? 0 : 2, ms: STOP_MS };
      const { counts, kills, book } = await storm(world, { seed, rounds, stops, persons: PERSONS, progress: tell });
      return { counts, notes: { kills, stops: stops.each * world.parts.length, answers: Object.fromEntries([...book.answers].sort()) } };
    },
  },
  races: {
    consoles: 4,
    speed: 1,
    run: async (world, { seed }) => {
      const ended = await races(world, RACES, randomOf(seed));
      const told = ended.flatMap((each) => each.told);
      return {
        counts: raceCounts(ended),
        notes: { told: Object.fromEntries([...new Set(told)].map((code) => [code, told.filter((each) => each === code).length])) },
      };
    },
  },
  outages: {
    consoles: 1,
    speed: 1,
    run: async (world) => {
      const seen = await outages(world, OUTAGE_MS);
      return { counts: outageCounts(seen), notes: { outages: seen } };
    },
  },
};

const runPart = async (name: string, options: Options, keep: boolean): Promise<Report & { readonly seconds: number }> => {
  const part = PARTS[name];
  if (part === undefined) throw new Error(`There is no part ${name}. ${USAGE}`);
  const from = performance.now();
  const world = await startWorld(part);
  let failed = true;
  try {
    const report = await part.run(world, options);
    failed = bad(report.counts).length > 0;
    return { ...report, seconds: Math.round((performance.now() - from) / 1_000) };
  } finally {
    await world.end({ keep: keep && failed });
  }
};

const main = async (): Promise<number> => {
  const options = { rounds: { type: 'string' }, seed: { type: 'string' }, json: { type: 'boolean' }, keep: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const how = { rounds: whole('rounds', values.rounds, 200), seed: whole('seed', values.seed, randomInt(SEEDS)) };
  const children = new Children();
  await setUp(fileURLToPath(new URL('../../..', import.meta.url)), children, { build: true });
  await children.stopAll();
  const reports: Record<string, Awaited<ReturnType<typeof runPart>>> = {};
  for (const name of positionals.length === 0 ? Object.keys(PARTS) : positionals) {
    const report = await runPart(name, how, values.keep === true);
    reports[name] = report;
    if (values.json !== true) out(`\n${name}, ${report.seconds} s\n${tableOf(report.counts)}\n  ${JSON.stringify(report.notes)}`);
  }
  out(values.json === true ? JSON.stringify({ ...how, reports }) : `\nseed ${how.seed}`);
  return Object.values(reports).some(({ counts }) => bad(counts).length > 0) ? 1 : 0;
};

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
    process.exit(1);
  },
);

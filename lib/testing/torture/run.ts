import { randomInt } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Children } from '@/lib/launcher/children.js';
import { setUp } from '@/lib/launcher/set-up.js';
import { randomOf } from '../fuzz/random';
import { bad, type Count, tableOf } from './count';
import { outages } from './outage';
import { races } from './races';
import { storm } from './storm';
import { startWorld, type World } from './world';

const USAGE =
  'Usage: npm run torture -- [storm] [races] [outages] [--rounds N] [--races N] [--outage SECONDS] [--seed N] [--json] [--keep]';
const SEEDS = 2 ** 31;
/** Longer than a lease. */
const STOP_MS = 40_000;
const ROUNDS = 200;
const RACES = 50;
const OUTAGE_S = 30;
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
  readonly races: number;
  readonly outageMs: number;
}

/** What is done, by its name, and in what world. */
const PARTS: Readonly<
  Record<
    string,
    {
      readonly world: { readonly consoles: number; readonly workers: number; readonly speed: number };
      readonly run: (world: World, o: Options) => Promise<Report>;
    }
  >
> = {
  storm: {
    world: { consoles: 2, workers: 2, speed: 10 },
    run: async (world, { seed, rounds }) => {
      const stops = { each: rounds < 50 ? 0 : 2, ms: STOP_MS };
      const { counts, done, book } = await storm(world, { seed, rounds, stops, persons: PERSONS, progress: tell });
      return { counts, notes: { ...done, answers: Object.fromEntries([...book.answers].sort()) } };
    },
  },
  races: {
    world: { consoles: 4, workers: 1, speed: 1 },
    run: async (world, { seed, races: times }) => {
      const { counts, told } = await races(world, times, randomOf(seed), tell);
      return {
        counts,
        notes: { told: Object.fromEntries([...new Set(told)].map((code) => [code, told.filter((each) => each === code).length])) },
      };
    },
  },
  outages: {
    world: { consoles: 1, workers: 1, speed: 1 },
    run: async (world, { outageMs }) => {
      const { counts, seen } = await outages(world, outageMs, tell);
      return { counts, notes: { outages: seen } };
    },
  },
};

const runPart = async (name: string, options: Options, keep: boolean): Promise<Report & { readonly seconds: number }> => {
  const part = PARTS[name];
  if (part === undefined) throw new Error(`There is no part ${name}. ${USAGE}`);
  const from = performance.now();
  const world = await startWorld({ ...part.world, consoleKind: 'built' });
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
  const [number, flag] = [{ type: 'string' }, { type: 'boolean' }] as const;
  const options = { rounds: number, races: number, outage: number, seed: number, json: flag, keep: flag } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const how = {
    seed: whole('seed', values.seed, randomInt(SEEDS)),
    rounds: whole('rounds', values.rounds, ROUNDS),
    races: whole('races', values.races, RACES),
    outageMs: whole('outage', values.outage, OUTAGE_S) * 1_000,
  };
  tell(`seed ${how.seed}`);
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

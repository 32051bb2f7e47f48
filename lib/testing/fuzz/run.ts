import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type FuzzInput, inputOf } from './inputs';
import { judge } from './judge';
import { randomOf } from './random';

const RUNS = 100_000;
const REPORT_EVERY = 10_000;
const SEEDS = 2 ** 32;

/** The input of run `number` of a seed: the same whenever it is asked for. */
export const fuzzInput = (seed: number, number: number): FuzzInput => inputOf(randomOf((seed + Math.imul(number, 0x9e3779b1)) >>> 0));

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const whole = (text: string | undefined, fallback: number): number => {
  const value = text === undefined ? fallback : Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`not a whole number: ${text}`);
  return value;
};

const main = (): number => {
  const { values } = parseArgs({ options: { seed: { type: 'string' }, runs: { type: 'string' }, only: { type: 'string' } } });
  const seed = whole(values.seed, randomInt(SEEDS - 1));
  const first = whole(values.only, 0);
  const end = values.only === undefined ? whole(values.runs, RUNS) : first + 1;
  say(`seed ${seed}`);
  for (let number = first; number < end; number += 1) {
    const input = fuzzInput(seed, number);
    try {
      judge(input);
    } catch (error) {
      say(`run ${number} failed; repeat it with: npm run fuzz -- --seed ${seed} --only ${number}`);
      say(JSON.stringify(input, null, 2));
      say(error instanceof Error ? String(error.stack) : String(error));
      return 1;
    }
    if ((number + 1) % REPORT_EVERY === 0) say(`${number + 1} inputs, none crashed`);
  }
  return 0;
};

if (process.argv[1]?.endsWith('fuzz/run.ts') === true) process.exitCode = main();

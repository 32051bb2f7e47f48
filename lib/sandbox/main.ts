import { parseArgs } from 'node:util';
import type { Settings } from './conditions';
import { SEED_NAMES, type SeedName } from './seed/seeds';
import { type SandboxOptions, startSandbox } from './server';
import { SandboxProblem } from './store';

const USAGE =
  'Usage: rehome sandbox [--port N] [--host H] [--data DIR] [--seed article|large|huge|million] [--speed X] [--latency MS] [--list-lag SECONDS] [--signature-window SECONDS] [--join-by-token] [--quiet]';
const HELP = `${USAGE}

  --port N                    where it answers (4566; 0: any free port)
  --host H                    on which address (127.0.0.1)
  --data DIR                  where its state is kept, safe against kill -9; without it nothing is kept
  --seed NAME                 what is in it at the beginning: article, large (a /16 full of addresses), huge (100,000 recovery points),
                              million (of them, for measurements)
  --speed X                   restores run X times faster
  --latency MS                every call takes so much longer
  --list-lag SECONDS          a new job is missing from lists for so long
  --signature-window SECONDS  how far a request's signature may lie from the real time (300)
  --join-by-token             two StartRestoreJob are one only by their token, not by the metadata's request id too
  --quiet                     says only what goes wrong

docs/sandbox-differences.md tells what can be changed while it runs, and where it differs from AWS.`;
const DEFAULT_PORT = 4566;

const isSeed = (name: string): name is SeedName => SEED_NAMES.includes(name);

const numberOf = (name: string, text: string, isGood: (value: number) => boolean): number => {
  const value = Number(text);
  if (text.trim() === '' || !isGood(value)) throw new SandboxProblem(`${name} ${text} is not possible. ${USAGE}`);
  return value;
};

const parse = (argv: readonly string[]) => {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        data: { type: 'string' },
        seed: { type: 'string' },
        speed: { type: 'string' },
        latency: { type: 'string' },
        'list-lag': { type: 'string' },
        'signature-window': { type: 'string' },
        'join-by-token': { type: 'boolean' },
        quiet: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new SandboxProblem(`${error instanceof Error ? error.message.split('. ')[0] : String(error)}. ${USAGE}`);
  }
};

const isAmount = (value: number): boolean => Number.isFinite(value) && value >= 0;

const settingsOf = (values: ReturnType<typeof parse>): Partial<Settings> => {
  const { latency, 'list-lag': lag, 'signature-window': window, 'join-by-token': byToken } = values;
  return {
    ...(latency === undefined ? {} : { latencyMs: numberOf('--latency', latency, isAmount) }),
    ...(lag === undefined ? {} : { listLagMs: 1000 * numberOf('--list-lag', lag, isAmount) }),
    ...(window === undefined ? {} : { signatureWindowMs: 1000 * numberOf('--signature-window', window, isAmount) }),
    ...(byToken === true ? { joinsByRequestId: false } : {}),
  };
};

const optionsOf = (values: ReturnType<typeof parse>): SandboxOptions => {
  const { port, host, data, seed, speed, quiet } = values;
  if (seed !== undefined && !isSeed(seed)) throw new SandboxProblem(`--seed ${seed} is not possible. ${USAGE}`);
  return {
    port: port === undefined ? DEFAULT_PORT : numberOf('--port', port, (n) => Number.isInteger(n) && n >= 0 && n < 65_536),
    ...(host === undefined ? {} : { host }),
    ...(data === undefined ? {} : { dataDir: data }),
    ...(seed === undefined ? {} : { seed }),
    ...(speed === undefined ? {} : { speed: numberOf('--speed', speed, (n) => Number.isFinite(n) && n > 0) }),
    settings: settingsOf(values),
    ...(quiet === true ? { log: (line: string) => (line.startsWith('!') ? console.error(line) : undefined) } : { log: console.log }),
  };
};

const main = async (): Promise<void> => {
  const values = parse(process.argv.slice(2));
  if (values.help === true) {
    console.log(HELP);
    return;
  }
  const sandbox = await startSandbox(optionsOf(values));
  console.log(`The simulated AWS account answers at ${sandbox.url}`);
  const end = (): void => {
    sandbox.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(String(error));
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', end);
  process.once('SIGINT', end);
};

main().catch((error: unknown) => {
  console.error(error instanceof SandboxProblem ? error.message : error);
  process.exit(1);
});

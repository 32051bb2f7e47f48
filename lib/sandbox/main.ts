import { parseArgs } from 'node:util';
import { type SandboxOptions, SEED_NAMES, type SeedName, startSandbox } from './server';
import { SandboxProblem } from './store';

const USAGE = 'Usage: rehome sandbox [--port N] [--host H] [--data DIR] [--seed article|large] [--speed X] [--quiet]';
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
        quiet: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new SandboxProblem(`${error instanceof Error ? error.message.split('. ')[0] : String(error)}. ${USAGE}`);
  }
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
    ...(quiet === true ? { log: (line: string) => (line.startsWith('!') ? console.error(line) : undefined) } : { log: console.log }),
  };
};

const main = async (): Promise<void> => {
  const values = parse(process.argv.slice(2));
  if (values.help === true) {
    console.log(USAGE);
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

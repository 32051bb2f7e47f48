import { parseArgs } from 'node:util';
import type { Figure } from './figure';
import { machine, tableOf } from './print';

/** Each part measures one claim. Loaded when asked for: a browser is not needed to time a check. */
const PARTS: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  check: async () => (await import('./check')).benchCheck(),
  map: async () => (await import('./address-map')).benchAddressMap(),
  'core-weight': async () => (await import('./core-weight')).benchCoreWeight(),
  'first-load': async () => (await import('./first-load')).benchFirstLoad(),
  start: async () => (await import('./start')).benchStart(),
  copies: async () => (await import('./copies')).benchCopies(),
  editor: async () => (await import('./editor')).benchEditor(),
  polling: async () => (await import('./polling')).benchPolling(),
  history: async () => (await import('./history')).benchHistory(),
};

const out = (text: string): void => void process.stdout.write(`${text}\n`);

const main = async (): Promise<void> => {
  const { positionals } = parseArgs({ allowPositionals: true });
  const unknown = positionals.filter((name) => !Object.hasOwn(PARTS, name));
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}; there are ${Object.keys(PARTS).join(', ')}.`);
  const wanted = positionals.length === 0 ? Object.keys(PARTS) : positionals;
  out(`${machine()}\n`);
  for (const name of wanted) {
    const figures = await PARTS[name]?.();
    out(`### ${name}\n\n${tableOf(figures ?? [])}\n`);
  }
};

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);

import { parseArgs } from 'node:util';
import type { Figure } from './figure';
import { jsonOf, machine, missed, tableOf } from './print';

/** Each part measures one claim. Loaded when asked for: a browser is not needed to time a check. */
const PARTS: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  check: async () => (await import('./check')).benchCheck(),
  ways: async () => (await import('./ways')).benchWays(),
  map: async () => (await import('./address-map')).benchAddressMap(),
  'core-weight': async () => (await import('./core-weight')).benchCoreWeight(),
  'first-load': async () => (await import('./first-load')).benchFirstLoad(),
  start: async () => (await import('./start')).benchStart(),
  wait: async () => (await import('./wait')).benchWait(),
  copies: async () => (await import('./copies')).benchCopies(),
  editor: async () => (await import('./editor')).benchEditor(),
  polling: async () => (await import('./polling')).benchPolling(),
  lists: async () => (await import('./lists')).benchLists(),
  'address-index': async () => (await import('./address-index')).benchAddressIndex(),
  inventory: async () => (await import('./inventory')).benchInventory(),
  history: async () => (await import('./history')).benchHistory(),
};

/** Measured only where it is named: what takes far longer than the others. */
const ON_DEMAND: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  'lists-million': async () => (await import('./lists')).benchListsMillion(),
};
const ALL = { ...PARTS, ...ON_DEMAND };

const out = (text: string): void => void process.stdout.write(`${text}\n`);

/** Measures what is named, or everything. True where every figure is within its bound. With `--json` the figures are all that stands on standard output. */
const main = async (): Promise<boolean> => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false } } });
  const unknown = positionals.filter((name) => !Object.hasOwn(ALL, name));
  if (unknown.length > 0) throw new Error(`There is no part ${unknown.join(', ')}; there are ${Object.keys(ALL).join(', ')}.`);
  const wanted = positionals.length === 0 ? Object.keys(PARTS) : positionals;
  const measured: Figure[] = [];
  if (!values.json) out(`${machine()}\n`);
  for (const name of wanted) {
    const figures = (await ALL[name]?.()) ?? [];
    measured.push(...figures);
    if (!values.json) out(`### ${name}\n\n${tableOf(figures)}\n`);
  }
  if (values.json) out(jsonOf(measured));
  return !measured.some(missed);
};

main().then(
  (within) => process.exit(within ? 0 : 1),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);

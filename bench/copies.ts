import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connected } from '@/lib/db/connected';
import { migrateDatabase } from '@/lib/db/migrate';
import { CONSOLE_ROLE } from '@/lib/launcher/postgres';
import { withEmbedded } from '@/lib/launcher/use-database';
import type { Figure } from './figure';
import { fillHistory, fillRecord } from './million';

const ROWS = Number(process.env.REHOME_BENCH_ROWS ?? 1_000_000);
const REHOME = fileURLToPath(new URL('../bin/rehome', import.meta.url));
const LOOK_MS = 100;
/** Node, the TypeScript loader and what is imported take about 120 MB; the rest must not grow with the rows. */
const MEMORY_BOUND = 250;

interface Ran {
  readonly seconds: number;
  /** The most memory that the process itself held, in MB. */
  readonly peak: number;
}

/** The most memory that a process has held so far, in kB; 0 where it is gone. */
const highWater = (pid: number): number => {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
};

/** Runs a command of the product as a person does. Throws where it fails. */
const rehome = async (...args: readonly string[]): Promise<Ran> => {
  const from = performance.now();
  const child = spawn(process.execPath, [REHOME, ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DATABASE_URL: '' },
  });
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, highWater(child.pid ?? 0));
  }, LOOK_MS);
  const code = await new Promise((resolve) => child.once('exit', resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error(`rehome ${args.join(' ')} ended with ${code}`);
  return { seconds: (performance.now() - from) / 1_000, peak: peak / 1_024 };
};

const figuresOf = (name: string, rows: number, { seconds, peak }: Ran): readonly Figure[] => [
  {
    name: `${name}: time`,
    value: seconds,
    unit: 's',
    note: `${Math.round(rows / seconds).toLocaleString('en')} rows/s, the start of the process included`,
  },
  { name: `${name}: memory`, value: peak, unit: 'MB', atMost: MEMORY_BOUND },
];
const sizeOf = (name: string, file: string): Figure => ({ name, value: statSync(file).size / 1024 / 1024, unit: 'MB' });

/** The record and the copies of the database, at a million restores and a million events. */
export const benchCopies = async (): Promise<readonly Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'rehome-bench-'));
  const [data, restored] = [join(folder, 'data'), join(folder, 'restored')];
  const [history, copy] = [join(folder, 'history.jsonl'), join(folder, 'copy')];
  const figures: Figure[] = [];
  try {
    await withEmbedded(data, async ({ ownerUrl }) => {
      await migrateDatabase({ ownerUrl, consoleRole: CONSOLE_ROLE });
      await connected(ownerUrl, 'bench', async (client) => {
        await fillHistory(client, ROWS);
        await fillRecord(client, ROWS);
        await client.query('analyze');
      });
      figures.push(...figuresOf('export-history', ROWS, await rehome('export-history', history, '--data', data)));
      figures.push(sizeOf('export-history: file', history));
      figures.push(...figuresOf('verify-history', ROWS, await rehome('verify-history', history)));
      figures.push(...figuresOf('backup', 7 * ROWS, await rehome('backup', copy, '--data', data)));
      figures.push(sizeOf('backup: file', copy));
      return 0;
    });
    figures.push(...figuresOf('restore-backup', 7 * ROWS, await rehome('restore-backup', copy, '--data', restored)));
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { logFailure } from '@/lib/data/database-away';
import { concurrency, forUrgent, handlers, keepGoing } from '@/lib/data/tasks/handlers';
import { warmUp } from '@/lib/data/tasks/warm-up';
import { closeDatabase, limitDatabase, OUT_OF_SIGHT } from '@/lib/db/client';
import { databaseUnfit, unfitSentence } from '@/lib/db/fitness';
import { noteWorker, noteWorkerEnded, noteWorkerStarted } from '@/lib/db/repositories/workers';
import { startWorker } from '@/lib/engine/worker';
import { env } from '@/lib/env';
import { logLine } from '@/lib/log';

/*
 * The worker as a process: what `bin/rehome worker` runs. It needs Node's condition `react-server`, under which the modules of lib/data may be loaded outside of a page
 * (`server-only`). It tells whoever started it `ready`, over the channel if there is one, and answers `there?` with `here`. Whoever starts it again in its place gives it the same id. It ends at SIGTERM when it has finished or handed back what it had begun.
 */
const AGAIN_MS = 1_000;

const say = (text: string): void => void process.stderr.write(`${text}\n`);

const refuse = (sentence: string): never => {
  say(sentence);
  process.exit(1);
};

const databaseUrl = (): string => {
  try {
    return env().databaseUrl;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
};

/** Waits until the database answers, and refuses to work on one that this version must not run on. */
const fitDatabase = async (url: string): Promise<void> => {
  for (let told = false; ; told = true) {
    try {
      const unfit = await databaseUnfit(url);
      return unfit === null ? undefined : refuse(unfitSentence(unfit));
    } catch (error) {
      if (!told) logLine({ level: 'warn', name: 'worker-waits-for-database', error: error instanceof Error ? error.name : typeof error });
      await wait(AGAIN_MS);
    }
  }
};

const main = async (): Promise<void> => {
  // The owner's address is for migrations alone.
  delete process.env.DATABASE_OWNER_URL;
  const url = databaseUrl();
  limitDatabase(OUT_OF_SIGHT);
  let end: () => Promise<void> = async () => process.exit(0);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void end());
  process.on('message', (message) => message === 'there?' && process.send?.('here'));
  await fitDatabase(url);
  const id = process.argv[2] ?? randomUUID();
  let note = noteWorkerStarted;
  const worker = startWorker({
    databaseUrl: url,
    handlers,
    concurrency,
    forUrgent,
    keepGoing: async () => {
      await note(id);
      note = noteWorker;
      await keepGoing();
    },
  });
  end = async () => {
    await worker.stop();
    await noteWorkerEnded(id).catch((error: unknown) => logFailure('worker-ended', error));
    await closeDatabase();
    process.exit(0);
  };
  await worker.ready;
  say('The worker is ready.');
  process.send?.('ready');
  await warmUp().catch((error: unknown) => logFailure('worker-warm-up', error));
};

void main();

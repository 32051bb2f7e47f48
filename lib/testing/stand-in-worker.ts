import { env } from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { startWorker } from '@/lib/engine/worker';

/*
 * A worker as a process of its own, whose work is to say that it works. What it does is the subject of the inventory task that it was given: `slow MS` takes so long, `hold` waits for its
 * signal, `ignore` never comes to an end. `--lease SECONDS`, `--deadline MS`.
 */
const option = (name: string): number | undefined => {
  const at = process.argv.indexOf(name);
  return at === -1 ? undefined : Number(process.argv[at + 1]);
};

const say = (text: string): void => void process.stdout.write(`${text}\n`);
const nothing = async (): Promise<void> => undefined;

const worker = startWorker({
  databaseUrl: env.DATABASE_URL ?? '',
  concurrency: {
    'carry-out-attempt': 1,
    'follow-jobs': 1,
    'watch-addresses': 1,
    'carry-ways': 1,
    verify: 1,
    'note-surroundings': 1,
    inventory: 2,
    'read-addresses': 1,
    'read-tags': 1,
    housekeeping: 1,
  },
  keepGoing: nothing,
  times: { leaseSeconds: option('--lease') ?? 15, deadlineMs: option('--deadline'), graceMs: 200, finishMs: 500 },
  handlers: {
    'carry-out-attempt': nothing,
    'watch-addresses': nothing,
    'carry-ways': nothing,
    'follow-jobs': nothing,
    verify: nothing,
    'note-surroundings': nothing,
    'read-addresses': nothing,
    'read-tags': nothing,
    housekeeping: nothing,
    inventory: async ({ data, attempt, signal }) => {
      say(`began ${data.subject} ${attempt}`);
      const [what, ms] = data.subject.split(' ');
      try {
        if (what === 'slow') await wait(Number(ms), undefined, { signal });
        if (what === 'hold') await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
        if (what === 'ignore') await new Promise(() => undefined);
      } finally {
        say(`ended ${data.subject} ${attempt}`);
      }
    },
  },
});

void worker.ready.then(() => say('ready'));
process.once('SIGTERM', async () => {
  await worker.stop();
  process.exit(0);
});

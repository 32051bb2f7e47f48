import { afterAll, beforeAll } from 'vitest';
import { concurrency, forUrgent, handlers, keepGoing } from '@/lib/data/tasks/handlers';
import { startWorker, type Worker } from '@/lib/engine/worker';
import { env } from '@/lib/env';

/** A worker in this process that does what the product's does. It must be stopped. */
export const productWorker = (): Worker => startWorker({ databaseUrl: env().databaseUrl, handlers, concurrency, forUrgent, keepGoing });

/** Has a worker run beside the tests of the file, as there is one beside each console. Call it once, at the top of the file. */
export const withWorker = (): void => {
  let worker: Worker | undefined;
  beforeAll(async () => {
    worker = productWorker();
    await worker.ready;
  });
  afterAll(() => worker?.stop());
};

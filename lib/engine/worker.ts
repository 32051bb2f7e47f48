import { bossOn, SCHEMA } from './boss';
import { claimTask, renewClaims, turnOf } from './claim';
import { LEASE_SECONDS } from './install';
import { listenForTasks } from './listen';
import { type EnginePool, openPool } from './pool';
import { failedQueueOf, type QueueName, queueNames } from './queues';
import { roundsOf } from './rounds';
import { type Handler, type Handlers, type Running, runTask } from './run';

export interface WorkerOptions {
  /** The database, as the role of console and worker. */
  readonly databaseUrl: string;
  readonly handlers: Handlers;
  /** How many tasks of each queue this worker carries out at once. */
  readonly concurrency: Readonly<Record<QueueName, number>>;
  /** Of these, so many are kept for tasks with a priority above 0, for which somebody waits; none unless told. */
  readonly forUrgent?: Partial<Record<QueueName, number>>;
  /** Work that must go on whatever happens to its tasks: called at the start and every few seconds, it sends what is missing (`ensureTask`). */
  readonly keepGoing: () => Promise<void>;
  /** For tests: shorter times than the product's. */
  readonly times?: Partial<WorkerTimes>;
}

export interface WorkerTimes {
  readonly leaseSeconds: number;
  /** Between two looks at what is due. */
  readonly lookMs: number;
  readonly keepGoingMs: number;
  /** After its signal a handler has so long to come to an end. */
  readonly graceMs: number;
  /** So long tasks may finish before a worker that is to end cuts them short. */
  readonly finishMs: number;
  /** Instead of each queue's deadline. */
  readonly deadlineMs: number | undefined;
}

/** A worker that runs. */
export interface Worker {
  /** Resolves at the first look that the database answered. */
  readonly ready: Promise<void>;
  /** Takes no more tasks, lets those that run finish for a moment, hands back what is not finished, and ends. */
  readonly stop: () => Promise<void>;
}

const USUAL: WorkerTimes = {
  leaseSeconds: LEASE_SECONDS,
  lookMs: 500,
  keepGoingMs: 10_000,
  graceMs: 2_000,
  finishMs: 3_500,
  deadlineMs: undefined,
};
const TIDY_MS = 60_000;

/**
 * Starts carrying out tasks. Any number of workers share a database: each task is one worker's at a time, held by a lease that it renews; what a dead or hanging worker held is
 * noticed by any other (or by itself, once it lives again) and tried again. It outlives restarts of the database.
 */
export const startWorker = (options: WorkerOptions): Worker => {
  const times = { ...USUAL, ...options.times };
  const pool = openPool(options.databaseUrl);
  const loop = new Loop(pool, options, times);
  const unlisten = listenForTasks(options.databaseUrl, loop.wake);
  const renewing = roundsOf('worker-renew', (times.leaseSeconds * 1_000) / 4, () => renew(pool, loop.running, times.leaseSeconds));
  const tidying = roundsOf('worker-tidy', TIDY_MS, () => tidy(pool));
  const keepingGoing = roundsOf('worker-keep-going', times.keepGoingMs, options.keepGoing);
  const looking = loop.start();
  void loop.ready.then(keepingGoing.begin);
  const stop = async (): Promise<void> => {
    loop.end();
    await looking;
    // A round that is under way needs the database, which whoever stops the worker closes after this.
    await Promise.all([endTasks(loop.running, times), tidying.end(times.finishMs), keepingGoing.end(times.finishMs)]);
    await renewing.end(times.graceMs);
    await unlisten();
    await pool.end();
  };
  let stopping: Promise<void> | null = null;
  return {
    ready: loop.ready,
    stop: () => {
      stopping ??= stop();
      return stopping;
    },
  };
};

const renew = async (pool: EnginePool, running: ReadonlyMap<string, Running>, leaseSeconds: number): Promise<void> => {
  if (running.size === 0) return;
  const claims = [...running.values()].map(({ claim }) => claim);
  for (const lost of await renewClaims(pool, claims, leaseSeconds)) running.get(turnOf(lost))?.cut('lost');
};

/** Puts aside what is done, and keeps of what failed again and again only the last failure. */
const tidy = async (pool: EnginePool): Promise<void> => {
  await bossOn(pool).maintain();
  await pool.executeSql(
    `delete from ${SCHEMA}.job old using ${SCHEMA}.job newer
      where old.name = any ($1) and old.state = 'created' and newer.name = old.name and newer.data = old.data
        and (newer.created_on, newer.id) > (old.created_on, old.id)`,
    [queueNames.map(failedQueueOf)],
  );
};

const endTasks = async (running: ReadonlyMap<string, Running>, { finishMs }: WorkerTimes): Promise<void> => {
  const patience = setTimeout(() => {
    for (const task of running.values()) task.cut('shutdown');
  }, finishMs);
  await Promise.all([...running.values()].map(({ over }) => over));
  clearTimeout(patience);
};

/** Looks for due tasks, again and again, and begins those for which there is room. */
class Loop {
  /** By task and turn: what this worker carries out. */
  readonly running = new Map<string, Running>();
  readonly ready: Promise<void>;
  #isReady: () => void = () => undefined;
  #ended = false;
  #woken = false;
  #wake: () => void = () => undefined;

  constructor(
    private readonly pool: EnginePool,
    private readonly options: WorkerOptions,
    private readonly times: WorkerTimes,
  ) {
    this.ready = new Promise((resolve) => {
      this.#isReady = resolve;
    });
  }

  /** Makes it look at once. */
  wake = (): void => {
    this.#woken = true;
    this.#wake();
  };

  end(): void {
    this.#ended = true;
    this.wake();
  }

  async start(): Promise<void> {
    while (!this.#ended) {
      this.#woken = false;
      // Where the database does not answer the pool has said so; the next look is soon.
      const waitMs = await this.#look().catch(() => this.times.lookMs);
      if (!this.#woken) await this.#sleep(waitMs);
    }
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Begins what is due; answers with how long the next look can wait. */
  async #look(): Promise<number> {
    const { rows } = await this.pool.executeSql(
      `select name, extract(epoch from min(start_after) filter (where state < 'active') - now())::float8 as due_in,
              bool_or(state = 'active' and started_on + expire_in < now()) as expired
         from ${SCHEMA}.job where name = any ($1) and state <= 'active' group by name`,
      [queueNames],
    );
    const queues = rows as { name: QueueName; due_in: number | null; expired: boolean }[];
    this.#isReady();
    if (queues.some(({ expired }) => expired)) await bossOn(this.pool).expire();
    let waitMs = this.times.lookMs;
    for (const { name, due_in: dueIn } of queues) {
      if (dueIn === null) continue;
      if (dueIn > 0) waitMs = Math.min(waitMs, dueIn * 1_000);
      else await this.#fill(name);
    }
    return waitMs;
  }

  async #fill<Q extends QueueName>(name: Q): Promise<void> {
    const handler: Handler<Q> = this.options.handlers[name];
    const { concurrency, forUrgent = {} } = this.options;
    for (;;) {
      const free = concurrency[name] - this.#busy(name);
      if (this.#ended || free <= 0) return;
      const claim = await claimTask(this.pool, name, this.times.leaseSeconds, free <= (forUrgent[name] ?? 0) ? 1 : 0);
      if (claim === null) return;
      const task = runTask(this.pool, name, handler, claim, this.times);
      this.running.set(turnOf(claim), task);
      void task.over.then(() => {
        this.running.delete(turnOf(claim));
        this.wake();
      });
    }
  }

  #busy(name: QueueName): number {
    return [...this.running.values()].filter(({ claim }) => claim.queue === name).length;
  }
}

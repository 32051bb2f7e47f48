import { setTimeout as wait } from 'node:timers/promises';
import { logLine, logUnexpected } from '@/lib/log';
import { type Claim, completeClaim, failClaim, handBack } from './claim';
import type { FailureReason } from './failure';
import type { EnginePool } from './pool';
import { type QueueName, rulesOf, type TaskData } from './queues';

/** What a handler is given. */
export interface Task<Q extends QueueName> {
  readonly data: TaskData<Q>;
  /** Aborted at the deadline, when the worker is to end, and when another worker has the task by now. What begins after that counts for nothing, so begin nothing. */
  readonly signal: AbortSignal;
  /** 1 for the first try. */
  readonly attempt: number;
}

/**
 * Carries out tasks of one queue. A task may be carried out twice, and two workers may be at the same one for a moment (a worker that hung, and the one that took over), so a
 * handler must be idempotent: it looks at what is so before it changes anything. It throws where it could not do its work; then the task is tried again.
 */
export type Handler<Q extends QueueName> = (task: Task<Q>) => Promise<void>;

export type Handlers = { readonly [Q in QueueName]: Handler<Q> };

/** Why a handler's signal is aborted. */
export type Cut = 'deadline' | 'shutdown' | 'lost';

/** A task that this worker carries out. */
export interface Running {
  readonly claim: Claim;
  /** Cuts it short; the first reason counts. */
  readonly cut: (why: Cut) => void;
  /** Resolves when the task is ended, put back or left to another worker. Never rejects. */
  readonly over: Promise<void>;
}

export interface RunTimes {
  /** After its signal a handler has so long to come to an end; then nobody waits for it any more. */
  readonly graceMs: number;
  /** Instead of the queue's deadline. */
  readonly deadlineMs?: number | undefined;
}

/** Carries out a claimed task with its handler, from its data to its end in the database. */
export const runTask = <Q extends QueueName>(pool: EnginePool, name: Q, handler: Handler<Q>, claim: Claim, times: RunTimes): Running => {
  const abort = new AbortController();
  let why: Cut | null = null;
  const cut = (reason: Cut): void => {
    why ??= reason;
    abort.abort(reason);
  };
  const rules = rulesOf(name);
  const deadline = setTimeout(() => cut('deadline'), times.deadlineMs ?? rules.deadlineSeconds * 1_000);
  const work = async (): Promise<Outcome> => {
    const data = rules.data.safeParse(claim.data);
    if (!data.success) return { failed: { code: 'unreadable' }, final: true };
    const outcome = outcomeOf(
      name,
      () => handler({ data: data.data as TaskData<Q>, signal: abort.signal, attempt: claim.turn + 1 }),
      abort.signal,
    );
    const settled = await Promise.race([outcome, afterGrace(abort.signal, times.graceMs)]);
    if (settled === 'hangs') logLine({ level: 'warn', name: 'task-hangs', queue: name, task: claim.id });
    return settled;
  };
  const over = work()
    .finally(() => clearTimeout(deadline))
    .then((outcome) => settle(pool, claim, outcome, why))
    // The lease runs out where this cannot be written down; then the task is tried again.
    .catch((error: unknown) => void logUnexpected(`task ${name}`, error));
  return { claim, cut, over };
};

type Outcome = 'done' | 'hangs' | { readonly failed: FailureReason; readonly final: boolean };

const outcomeOf = async (name: string, work: () => Promise<void>, signal: AbortSignal): Promise<Outcome> => {
  try {
    await work();
    return 'done';
  } catch (error) {
    // What is thrown at the signal is the way out, not news.
    if (signal.aborted) return 'done';
    return { failed: { code: 'unexpected', log: logUnexpected(`task ${name}`, error) }, final: false };
  }
};

const afterGrace = async (signal: AbortSignal, graceMs: number): Promise<'hangs'> => {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  await wait(graceMs, undefined, { ref: false });
  return 'hangs';
};

/** Writes down what became of a try. Of one that was cut short nothing counts, for a handler that stops at its signal looks like one that is done. */
const settle = async (pool: EnginePool, claim: Claim, outcome: Outcome, why: Cut | null): Promise<void> => {
  if (why === 'lost') return;
  if (why === 'shutdown') return handBack(pool, claim);
  if (why === 'deadline' || outcome === 'hangs') return fail(pool, claim, { code: 'deadline' }, false);
  if (outcome !== 'done') return fail(pool, claim, outcome.failed, outcome.final);
  await completeClaim(pool, claim);
};

const fail = async (pool: EnginePool, claim: Claim, reason: FailureReason, final: boolean): Promise<void> => {
  await pool.transaction((tx) => failClaim(tx, claim, reason, final));
};

import 'server-only';
import { rawExecutor } from '@/lib/db/raw';
import { BY_ITSELF } from '@/lib/engine/queues';
import { goingTasks } from '@/lib/engine/send';
import { ensureTasks, sendTasks } from '@/lib/engine/send-many';
import type { Scope } from '../scope';
import type { Subject } from './sweep';

/** Between two looks whether a sweep has ended that somebody waits for: rarely, and then before an empty page. */
const LOOK_MS = 25;

/** What a task of the scope carries. Nobody's name: rows are copied for all. */
const taskOf = ({ account, region, aws }: Scope) => ({ ...BY_ITSELF, connection: aws.connection, account, region });

/** The subjects of the place that are being swept, or will be in a moment, by whatever worker. */
export const sweepingSubjects = async (scope: Scope): Promise<ReadonlySet<string>> => {
  const going = await goingTasks(rawExecutor(), 'inventory', taskOf(scope));
  return new Set(going.map(({ subject }) => subject));
};

/** A list that somebody waits for before anything else can be shown goes before the points of a vault, which may take minutes. */
const priorityOf = (subject: Subject): number => (subject.startsWith('points:') ? 0 : 1);

/** How subjects are asked for. */
interface Asking {
  /** A person wants it: no earlier failure delays it. */
  readonly now?: boolean;
  /** Somebody has rows before their eyes already and waits for no list: all in their turn. */
  readonly inTurn?: boolean;
}

/**
 * Has subjects swept by a worker; those that are being swept already are not asked for again. Resolves when they are asked for, with all that is being swept then.
 */
export const askSweeps = async (
  scope: Scope,
  subjects: readonly Subject[],
  { now = false, inTurn = false }: Asking = {},
): Promise<ReadonlySet<string>> => {
  const sweeping = await sweepingSubjects(scope);
  const missing = subjects.filter((subject) => !sweeping.has(subject));
  const tasks = missing.map((subject) => ({ data: { ...taskOf(scope), subject }, priority: inTurn ? 0 : priorityOf(subject) }));
  await (now ? sendTasks : ensureTasks)(rawExecutor(), 'inventory', tasks);
  return new Set([...sweeping, ...missing]);
};

/** Waits until `isOver`, asked again and again, says so; at most `waitMs`. */
export const waitUntil = async (isOver: () => Promise<boolean>, waitMs: number): Promise<void> => {
  const until = performance.now() + waitMs;
  while (!(await isOver()) && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
};

/** Has one subject swept and waits for its end, at most `waitMs`. */
export const askAndWait = async (scope: Scope, subject: Subject, waitMs: number): Promise<void> => {
  await askSweeps(scope, [subject], { now: true });
  await waitUntil(async () => !(await sweepingSubjects(scope)).has(subject), waitMs);
};

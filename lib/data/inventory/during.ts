import 'server-only';
import type { AwsProblem } from '@/lib/aws-problem';
import { databaseNow } from '@/lib/db/about';
import { beginSweep, failSweep, finishSweep, noteSweepProgress } from '@/lib/db/repositories/inventory-sweeps';
import { ownCredentials } from '../identity';
import type { Scope } from '../scope';

/** What a sweep is told while it runs. */
export interface Sweep {
  /** When it began, by the clock that all workers share: rows that are dated ahead would outlive what they stand for. */
  readonly sweptAt: Date;
  /** Notes that so many more items were read, for whoever watches. */
  readonly progress: (more: number) => Promise<void>;
}

/**
 * Runs the sweep of a subject with what belongs to every one: nothing is read with another account's credentials, and its beginning, its end and what ended it early
 * are noted. `work` answers with what stood in the way; `null`: it came to its end.
 */
export const during = async (scope: Scope, subject: string, work: (sweep: Sweep) => Promise<AwsProblem | null>): Promise<void> => {
  const sweptAt = await databaseNow();
  const own = await ownCredentials(scope);
  if (!own.ok && own.error.code === 'other-account') return;
  await beginSweep(scope, subject, sweptAt);
  if (!own.ok) return failSweep(scope, subject, own.error);
  let read = 0;
  const progress = async (more: number): Promise<void> => {
    read += more;
    await noteSweepProgress(scope, subject, read);
  };
  const problem = await work({ sweptAt, progress });
  if (problem !== null) return failSweep(scope, subject, problem);
  await finishSweep(scope, subject, await databaseNow());
};

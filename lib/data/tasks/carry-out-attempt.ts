import 'server-only';
import { rawExecutor } from '@/lib/db/raw';
import { openAttempts } from '@/lib/db/repositories/attempts';
import type { Transaction } from '@/lib/db/repositories/executor';
import type { Start } from '@/lib/db/repositories/runs';
import type { Handler } from '@/lib/engine/run';
import { sendTask } from '@/lib/engine/send';
import { nextForAttempt } from '@/lib/jobs/attempt';
import { carryOut } from '../attempts/carry-out';
import { ownCredentials } from '../identity';
import { scopeOfTask } from '../scope';

/** The console that committed the attempt sends it itself, at once; a worker looks after it only so much later. */
const AFTER_SECONDS = 5;

/**
 * Sends what makes a start go on whatever becomes of the console that committed it, in the very transaction: its attempt is carried out, and its place followed. To be called before
 * the transaction writes to the record, as every sender of tasks is.
 */
export const sendForStart = async (tx: Transaction, { run, attempt }: Pick<Start, 'run' | 'attempt'>): Promise<void> => {
  const { connection, actor, account, region } = run;
  const sql = rawExecutor(tx);
  await sendTask(sql, 'carry-out-attempt', { connection, actor, account, region, attempt: attempt.id }, { startAfter: AFTER_SECONDS });
  await sendTask(sql, 'follow-jobs', { connection, actor, account, region });
};

/**
 * Sends the request of an attempt that nobody has sent, and nobody is sending, if the credentials are of its account. Whatever else an open attempt needs (a look at AWS, sending once more, its end) comes with following its
 * place.
 */
export const carryOutAttempt: Handler<'carry-out-attempt'> = async ({ data }) => {
  const attempt = (await openAttempts(data)).find(({ id }) => id === data.attempt);
  if (attempt === undefined) return;
  const { ageMs, leased, sends } = attempt;
  const action = nextForAttempt({ ageMs, leased, sends, lookedAfterMs: null, listReaches: true, watchedMs: 0 }, Number.POSITIVE_INFINITY);
  const scope = scopeOfTask(data);
  if (action !== 'send' || !(await ownCredentials(scope)).ok) return;
  await carryOut(scope.aws, attempt.id);
};

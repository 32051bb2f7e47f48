import 'server-only';
import { databaseUnfit, unfitSentence } from '@/lib/db/fitness';
import { env } from '@/lib/env';
import { logLine } from '@/lib/log';

const AGAIN_MS = 1_000;

/**
 * Refuses to start on a database that this version must not run on: another schema, or a role that could change what was recorded. Throws the sentence that says what to
 * do. A database that does not answer is no reason to refuse, because pages say so and recover; it is looked at as soon as it answers, and the process ends then
 * where it must not run.
 */
export const refuseUnfitDatabase = async (): Promise<void> => {
  const sentence = await look();
  if (sentence === 'no-answer') lookLater();
  else if (sentence !== null) throw new Error(sentence);
};

const look = async (): Promise<string | null> => {
  try {
    const unfit = await databaseUnfit(env().databaseUrl);
    return unfit === null ? null : unfitSentence(unfit);
  } catch {
    return 'no-answer';
  }
};

const lookLater = (): void => {
  // This alone must not keep a process alive.
  setTimeout(async () => {
    const sentence = await look();
    if (sentence === 'no-answer') return lookLater();
    if (sentence === null) return;
    logLine({ level: 'error', name: 'database-unfit', sentence });
    process.exit(1);
  }, AGAIN_MS).unref();
};

import 'server-only';
import { rawExecutor } from '@/lib/db/raw';
import { placesLookedAt, recordLooking } from '@/lib/db/repositories/attention';
import { BY_ITSELF } from '@/lib/engine/queues';
import { sendTask } from '@/lib/engine/send';
import { logUnexpected } from '@/lib/log';
import { processWide } from '@/lib/process-wide';
import { type Scope, scopeOfTask } from '../scope';

/** For so long after a page read the jobs of a place, somebody counts as looking. */
export const LOOKING_MS = 45_000;
/** A place that nobody has looked at for so long is not followed any more until somebody does: AWS itself keeps jobs for 30 days (fact sheet 1.7). */
export const KNOWN_MS = 30 * 86_400_000;
/** However many pages ask, this process writes it down only so often. */
const NOTE_EVERY_MS = 3_000;

/** By `connection/account/region`: when this process last wrote down that somebody looks, by a clock that cannot be set. */
const noted = processWide('attention-noted', () => new Map<string, number>());

/** Has a place looked at as soon as that may be: something has begun there that makes looks due more often. */
export const hurryFollowing = async ({ account, region, aws }: Scope): Promise<void> => {
  await sendTask(rawExecutor(), 'follow-jobs', { ...BY_ITSELF, connection: aws.connection, account, region });
};

/**
 * Notes that somebody looks at the jobs of a place, which keeps workers reading AWS often; after a while without it they look at once. A failure is logged: what the page itself reads
 * tells of it, too.
 */
export const noteLooking = async (scope: Scope): Promise<void> => {
  const { account, region } = scope;
  const { connection } = scope.aws;
  const key = `${connection}/${account}/${region}`;
  const now = performance.now();
  if (now - (noted.get(key) ?? Number.NEGATIVE_INFINITY) < NOTE_EVERY_MS) return;
  noted.set(key, now);
  try {
    if (await recordLooking({ connection, account, region }, LOOKING_MS)) await hurryFollowing(scope);
  } catch (error) {
    noted.delete(key);
    logUnexpected('note-looking', error);
  }
};

/** When this process last noted that somebody looks everywhere, by the same clock. */
const everywhere = processWide('attention-everywhere', () => ({ at: Number.NEGATIVE_INFINITY }));

/** Notes that somebody looks at all places that are followed: who reads the history reads of each. */
export const noteLookingEverywhere = async (): Promise<void> => {
  const now = performance.now();
  if (now - everywhere.at < NOTE_EVERY_MS) return;
  everywhere.at = now;
  for (const place of await placesLookedAt(KNOWN_MS)) await noteLooking(scopeOfTask(place));
};

import 'server-only';
import { rawExecutor } from '@/lib/db/raw';
import { recordOldAddresses } from '@/lib/db/repositories/verified';
import type { Handler } from '@/lib/engine/run';
import { sendTask } from '@/lib/engine/send';
import { askedOf } from '@/lib/jobs/compare-addresses';
import { addressesOfPlan } from '../attempts/claims-of-metadata';
import { applyRetentionDaily } from '../retention';

const AGAIN_SECONDS = 3_600;

/** Brings every row of an earlier version up to date. Ends early, by throwing, when `signal` is aborted. */
export const bringUpToDate = async (signal?: AbortSignal): Promise<void> => {
  for (let done = 1; done > 0; ) {
    signal?.throwIfAborted();
    done = await recordOldAddresses((plan) => ({ asked: askedOf(plan), addresses: addressesOfPlan(plan) }));
  }
};

/** Deletes what is kept no longer (once a day), brings rows of earlier versions up to date, and looks again in an hour. */
export const housekeep: Handler<'housekeeping'> = async ({ data, signal }) => {
  await bringUpToDate(signal);
  await applyRetentionDaily();
  await sendTask(rawExecutor(), 'housekeeping', data, { startAfter: AGAIN_SECONDS });
};

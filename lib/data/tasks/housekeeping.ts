import 'server-only';
import { rawExecutor } from '@/lib/db/raw';
import type { RestoreRow } from '@/lib/db/repositories/restores';
import { deleteSignInLeftovers } from '@/lib/db/repositories/sign-in-leftovers';
import { type KnownAddresses, recordOldAddresses } from '@/lib/db/repositories/verified';
import type { Handler } from '@/lib/engine/run';
import { sendTask } from '@/lib/engine/send';
import { askedOf } from '@/lib/jobs/compare-addresses';
import { expireOverdue } from '../approval/end';
import { addressesOfPlan, jobMetadataOf } from '../attempts/claims-of-metadata';
import { knownPlan } from '../history/stored-plan';
import { applyRetentionDaily } from '../retention';

const AGAIN_SECONDS = 3_600;

/** Brings every row of an earlier version up to date. Ends early, by throwing, when `signal` is aborted. */
export const bringUpToDate = async (signal?: AbortSignal): Promise<void> => {
  for (let done = 1; done > 0; ) {
    signal?.throwIfAborted();
    done = await recordOldAddresses(knownAddresses);
  }
};

/** By its plan; of one that cannot be read, what was sent says what was asked for, and nothing of the backup. */
const knownAddresses = (restore: RestoreRow): KnownAddresses => {
  const { plan, asked } = knownPlan(restore);
  if (plan !== null) return { plan, asked: askedOf(plan), addresses: addressesOfPlan(plan) };
  const sent = jobMetadataOf(restore.metadata);
  return { plan: asked, asked: sent.asked.length > 0 ? sent.asked : restore.asked, addresses: sent.addresses };
};

/** Writes down which approvals have expired, deletes what is kept no longer (once a day; what signing in leaves behind each time), brings rows of earlier versions up to date, and looks again in an hour. */
export const housekeep: Handler<'housekeeping'> = async ({ data, signal }) => {
  await bringUpToDate(signal);
  await expireOverdue();
  await applyRetentionDaily();
  await deleteSignInLeftovers(new Date());
  await sendTask(rawExecutor(), 'housekeeping', data, { startAfter: AGAIN_SECONDS });
};

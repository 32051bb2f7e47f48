import 'server-only';
import { databaseNow } from '@/lib/db/about';
import { NOBODY } from '@/lib/db/repositories/events';
import { beginSweep, finishSweep, readSweeps } from '@/lib/db/repositories/inventory-sweeps';
import {
  deleteApprovals,
  deleteDrafts,
  deleteInventory,
  deleteJobs,
  deleteReadings,
  deleteRestores,
  deleteSurroundings,
  deleteWaits,
  deleteWays,
  recordRetention,
} from '@/lib/db/repositories/retention';
import { setting } from './settings/read';

const DAY_MS = 24 * 3_600_000;
/** No place of AWS's: the console's own housekeeping stands in the table of sweeps under this. */
const OWN = { account: 'console', region: 'console' } as const;
const SUBJECT = 'retention';

const before = (days: number | null, now: number): Date | null => (days === null ? null : new Date(now - days * DAY_MS));

/**
 * Deletes what is older at `now` than the settings want it kept. Events stay for good; one tells what was deleted. `now` is told by the database: a worker whose own clock is years ahead would
 * delete everything.
 */
export const applyRetention = async (now: number): Promise<void> => {
  const [restores, drafts, answers] = await Promise.all([
    setting('keepRestoresDays'),
    setting('keepDraftsDays'),
    setting('keepAnswersDays'),
  ]);
  const [restoresBefore, draftsBefore, answersBefore] = [before(restores, now), before(drafts, now), before(answers, now)];
  const data = {
    restores: restoresBefore === null ? 0 : await deleteRestores(restoresBefore),
    drafts: draftsBefore === null ? 0 : await deleteDrafts(draftsBefore),
    waits: draftsBefore === null ? 0 : await deleteWaits(draftsBefore),
    ways: draftsBefore === null ? 0 : await deleteWays(draftsBefore),
    approvals: draftsBefore === null ? 0 : await deleteApprovals(draftsBefore),
    jobs: answersBefore === null ? 0 : await deleteJobs(answersBefore),
    inventoryRows:
      answersBefore === null
        ? 0
        : (await deleteInventory(answersBefore)) + (await deleteReadings(answersBefore)) + (await deleteSurroundings(answersBefore)),
  };
  if (Object.values(data).some((count) => count > 0))
    await recordRetention({ at: new Date(), actor: NOBODY, kind: 'retention-applied', subject: null, data });
};

/** … once a day, whoever comes first. */
export const applyRetentionDaily = async (): Promise<void> => {
  const row = (await readSweeps(OWN)).find((each) => each.subject === SUBJECT);
  const at = row?.startedAt?.getTime() ?? 0;
  const now = await databaseNow();
  if (at <= now.getTime() && now.getTime() - at < DAY_MS) return;
  await beginSweep(OWN, SUBJECT, now);
  await applyRetention(now.getTime());
  await finishSweep(OWN, SUBJECT, await databaseNow());
};

import 'server-only';
import { accountsWith } from '@/lib/access/roles';
import type { Caller } from '@/lib/auth/caller';
import { db } from '@/lib/db/client';
import { lastWaitOfDraft, shownWaits, type WaitRow, waitsIn } from '@/lib/db/repositories/waits';
import type { Place } from '@/lib/paths';
import type { Problem } from '@/lib/problem';
import { ok, type Result } from '@/lib/result';
import type { PlacedWait, WaitView } from './views';

/** What ended without a start is told for so long to whoever looks at the place. */
const TOLD_MS = 24 * 3_600_000;

const viewOf = (row: WaitRow): WaitView => ({
  id: row.id,
  draftId: row.draftId,
  actor: row.actor,
  state: row.state,
  resourceArn: row.resourceArn,
  resourceName: row.resourceName,
  wanted: row.wanted.map(({ address }) => address),
  held: row.held,
  notBefore: row.notBefore?.toISOString() ?? null,
  until: row.until.toISOString(),
  findings: row.findings,
  stopCause: row.stopCause,
  problem: row.problem,
  createdAt: row.createdAt.toISOString(),
  endedAt: row.endedAt?.toISOString() ?? null,
  endedBy: row.endedBy,
});

/** The waits that whoever looks at a place is told of, the newest first. */
export const waitsOf = async (place: Place): Promise<readonly WaitView[]> =>
  (await shownWaits(place, new Date(Date.now() - TOLD_MS))).map(viewOf);

/** The waits of every place whose history a person may read: those that may still start, and those that were given up lately; the newest first. */
export const listWaits = async (caller: Caller): Promise<Result<readonly PlacedWait[], Problem>> => {
  const rows = await waitsIn(accountsWith(caller.grants, 'read-history'), new Date(Date.now() - TOLD_MS));
  return ok(rows.map((row) => ({ ...viewOf(row), account: row.account, region: row.region })));
};

/** The wait of a plan that was not started: one that may start, or the last one where it was given up; `null` where there is nothing to tell. */
export const waitOfDraft = async (draftId: string): Promise<WaitView | null> => {
  const row = await lastWaitOfDraft(db(), draftId);
  return row === null || row.state === 'started' || row.state === 'cancelled' ? null : viewOf(row);
};

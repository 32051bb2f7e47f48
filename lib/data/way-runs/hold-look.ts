import 'server-only';
import { cidrReservations } from '@/lib/aws/subnets';
import type { AwsProblem } from '@/lib/aws-problem';
import { db } from '@/lib/db/client';
import { requestsOfDraft } from '@/lib/db/repositories/approvals';
import { type DraftRow, readDraft } from '@/lib/db/repositories/drafts';
import type { WayRunRow } from '@/lib/db/repositories/way-runs';
import { cidrContains, parseCidr } from '@/lib/net/cidr';
import type { CidrReservation } from '@/lib/restore/facts';
import { planAt } from '@/lib/restore/undo';
import { upgradeHistory } from '@/lib/restore/upgrade-history';
import type { RunSubject } from '@/lib/restore/way-run/run';
import { known, type Look, type SeenReservation } from '@/lib/restore/way-run/seen';
import { plannedAddresses } from '@/lib/restore/ways/hold';
import type { Scope } from '../scope';

/** Stands in a command for an id that AWS gives; the look that sees it fills it in. */
export const RESERVATION_ID = 'RESERVATION-ID';

const covers = ({ cidr }: CidrReservation, { address }: RunSubject): boolean => {
  const block = parseCidr(cidr);
  return block !== null && cidrContains(block, address);
};

/** Which reservation covers the address that is held. */
export const reservationOf = async (
  scope: Scope,
  subject: RunSubject,
): Promise<{ readonly reservation: Look<SeenReservation | null>; readonly problem: AwsProblem | null }> => {
  const all = await cidrReservations(scope.aws, subject.subnetId);
  if (!all.ok) {
    const action = all.error.code === 'access-denied' ? all.error.action : null;
    return { reservation: { known: false, action }, problem: all.error };
  }
  const found = all.value.find((each) => covers(each, subject));
  const own = found !== undefined && found.description === subject.mark;
  return { reservation: known(found === undefined ? null : { id: found.id, own }), problem: null };
};

const ENDED: readonly string[] = ['refused', 'expired', 'withdrawn', 'voided'];

/** Whether the approval that was asked for while the address was held came to nothing. */
const approvalIsOver = async ({ draftId, createdAt }: WayRunRow): Promise<boolean> => {
  const [last] = await requestsOfDraft(db(), draftId, 1);
  if (last === undefined) return false;
  if (ENDED.includes(last.state)) return last.endedAt !== null && last.endedAt > createdAt;
  return (last.state === 'waiting' || last.state === 'approved') && last.expiresAt.getTime() <= Date.now();
};

/** A plan that cannot be read is not taken for one that asks for something else. */
const asksFor = ({ history }: DraftRow, subject: RunSubject): boolean => {
  const stored = upgradeHistory(history);
  if (!stored.ok) return true;
  const asked = plannedAddresses(planAt(stored.value.history));
  return asked.some(({ subnetId, address }) => subnetId === subject.subnetId && address === subject.address);
};

/**
 * Whether a plan no longer wants what is held for it: it is gone, its approval was refused, withdrawn or voided or has expired, or it asks for another address. Once it has started, its
 * restore says when it is over.
 */
export const isOver = async (row: WayRunRow): Promise<boolean> => {
  const draft = await readDraft(row.draftId);
  if (draft === null) return true;
  if (draft.restoreId !== null) return false;
  return !asksFor(draft, row.subject) || (await approvalIsOver(row));
};

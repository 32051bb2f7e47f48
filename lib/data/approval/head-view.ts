import 'server-only';
import { mayAnswer, type VoidCause } from '@/lib/access/approval/request';
import type { Caller } from '@/lib/auth/caller';
import type { ApprovalRequestHead } from '@/lib/db/repositories/approvals';
import { NOBODY } from '@/lib/db/repositories/events';
import { resourceIdOf } from '../inventory/resource-id';
import type { Standing } from './standing';
import type { ApprovalHeadView } from './views';

/** What ended a request. One whose time is over may not be written down as such yet. */
const endedOf = (request: ApprovalRequestHead, { state, expiresAt }: Standing): ApprovalHeadView['ended'] => {
  if (request.endedAt !== null)
    return { at: request.endedAt.toISOString(), by: request.endedBy ?? NOBODY, cause: request.endedCause as VoidCause | null };
  return state === 'expired' ? { at: new Date(expiresAt).toISOString(), by: NOBODY, cause: null } : null;
};

/** A request as a list shows it to the person who asks. */
export const headView = (request: ApprovalRequestHead, standing: Standing, caller: Caller): ApprovalHeadView => {
  const allowed = mayAnswer(caller.user, standing);
  return {
    id: request.id,
    account: request.account,
    region: request.region,
    draftId: request.draftId,
    requester: request.requester,
    recoveryPointArn: request.recoveryPointArn,
    vault: request.vault,
    resourceId: request.resourceArn === null ? null : resourceIdOf(request.resourceArn),
    resourceName: request.resourceName,
    addresses: request.traits.addresses.certain,
    state: standing.state,
    given: standing.counting.length,
    needed: standing.needed,
    submittedAt: request.submittedAt.toISOString(),
    expiresAt: new Date(standing.expiresAt).toISOString(),
    reason: request.reason,
    ticket: request.ticket,
    ended: endedOf(request, standing),
    restoreId: request.restoreId,
    mayNotAnswer: allowed.ok ? null : allowed.error,
  };
};

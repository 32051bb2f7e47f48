import 'server-only';
import {
  approvalInboxOperation,
  approvalOfDraftOperation,
  checkApprovalOperation,
  countWaitingOperation,
  getApprovalOperation,
  listApprovalsOperation,
} from '@/lib/operations/approvals';
import { getOf } from './get-of';

/** The requests of a place. */
export const listApprovalsHandler = getOf(listApprovalsOperation);

/** One request with everything that an approver looks at. */
export const getApprovalHandler = getOf(getApprovalOperation);

/** What the check says now of what was submitted. */
export const checkApprovalHandler = getOf(checkApprovalOperation);

/** What a draft needs before it may start, and its newest request. */
export const approvalOfDraftHandler = getOf(approvalOfDraftOperation);

/** How many requests wait for whoever asks. */
export const countWaitingHandler = getOf(countWaitingOperation);

/** What waits for whoever asks, and what was started without approval. */
export const approvalInboxHandler = getOf(approvalInboxOperation);

'use server';

import {
  answerApprovalOperation,
  changeApprovalRuleOperation,
  previewApprovalRuleOperation,
  submitForApprovalOperation,
  withdrawApprovalOperation,
} from '@/lib/operations/approvals';
import { actionOf } from './action-of';

/** Submits a draft at the reviewed revision to those who approve. */
export const submitForApprovalAction = actionOf(submitForApprovalOperation);

/** Takes a request back. */
export const withdrawApprovalAction = actionOf(withdrawApprovalOperation);

/** Approves or refuses a request. */
export const answerApprovalAction = actionOf(answerApprovalOperation);

/** Adds a rule, replaces one, or removes it. */
export const changeApprovalRuleAction = actionOf(changeApprovalRuleOperation);

/** Which plans and recovery points a rule would match. */
export const previewApprovalRuleAction = actionOf(previewApprovalRuleOperation);

'use client';

import { useQuery } from '@tanstack/react-query';
import type { DraftApproval } from '@/lib/data/approval/views';
import { draftApprovalQuery } from '@/lib/queries/approvals';
import { useDraft } from './draft-context';

/** What the plan needs and has: `need` is what stands between it and its start. */
export interface ApprovalState {
  /**
   * - `none`: it can be started, as no rule matches it, or as others have approved it
   * - `submit`: it has to be submitted
   * - `wait`: it was, and waits
   * - `unread`: that could not be read; the start finds out
   */
  readonly need: 'none' | 'submit' | 'wait' | 'unread';
  readonly known: DraftApproval | null;
}

const needOf = ({ needs, request }: DraftApproval): ApprovalState['need'] => {
  if (request?.state === 'approved' || needs.approvals === 0) return 'none';
  return request?.state === 'waiting' ? 'wait' : 'submit';
};

/** Whether others have to approve the plan of the page, and what has become of that; read again every few seconds. */
export const useApproval = (): ApprovalState => {
  const { place, draft } = useDraft();
  const { data, error } = useQuery({ ...draftApprovalQuery(place, draft), enabled: draft.started === null });
  if (data === undefined) return { need: error === null ? 'none' : 'unread', known: null };
  return { need: needOf(data), known: data };
};

import { approvalOfDraftHandler } from '@/lib/http/approvals';

export const GET = approvalOfDraftHandler;

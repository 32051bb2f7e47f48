import { getApprovalHandler } from '@/lib/http/approvals';

export const GET = getApprovalHandler;

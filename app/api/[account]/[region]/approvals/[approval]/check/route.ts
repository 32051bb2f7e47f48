import { checkApprovalHandler } from '@/lib/http/approvals';

export const GET = checkApprovalHandler;

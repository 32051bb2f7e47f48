import { listApprovalsHandler } from '@/lib/http/approvals';

export const GET = listApprovalsHandler;

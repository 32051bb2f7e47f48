import { approvalInboxHandler } from '@/lib/http/approvals';

export const GET = approvalInboxHandler;

import { getAuditHandler } from '@/lib/http/audit';

export const GET = getAuditHandler;

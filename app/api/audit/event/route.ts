import { getAuditEventHandler } from '@/lib/http/audit';

export const GET = getAuditEventHandler;

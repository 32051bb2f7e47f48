import { verifyAuditHandler } from '@/lib/http/audit';

export const GET = verifyAuditHandler;

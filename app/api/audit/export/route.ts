import { exportAuditHandler } from '@/lib/http/audit';

export const GET = exportAuditHandler;

import { countWaitingHandler } from '@/lib/http/approvals';

export const GET = countWaitingHandler;

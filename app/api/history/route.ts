import { getHistoryHandler } from '@/lib/http/history';

export const GET = getHistoryHandler;

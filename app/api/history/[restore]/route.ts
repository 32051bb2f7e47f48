import { getHistoryEntryHandler } from '@/lib/http/history';

export const GET = getHistoryEntryHandler;

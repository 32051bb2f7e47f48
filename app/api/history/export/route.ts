import { exportHistoryHandler } from '@/lib/http/history';

export const GET = exportHistoryHandler;

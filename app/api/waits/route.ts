import { getWaitsHandler } from '@/lib/http/waits';

export const GET = getWaitsHandler;

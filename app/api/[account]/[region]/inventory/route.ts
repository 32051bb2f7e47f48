import { inventoryStatusHandler } from '@/lib/http/place';

export const GET = inventoryStatusHandler;

import { listRegionsHandler } from '@/lib/http/place';

export const GET = listRegionsHandler;

import { getPointHandler } from '@/lib/http/points';

export const GET = getPointHandler;

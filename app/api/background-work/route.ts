import { getWorkHandler } from '@/lib/http/background-work';

export const GET = getWorkHandler;

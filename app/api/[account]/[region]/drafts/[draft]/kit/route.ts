import { getKitHandler } from '@/lib/http/kit';

export const GET = getKitHandler;

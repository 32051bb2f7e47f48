import { getWordsHandler } from '@/lib/http/words';

export const GET = getWordsHandler;

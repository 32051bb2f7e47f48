import { factsHandler } from '@/lib/http/facts';

export const GET = factsHandler;

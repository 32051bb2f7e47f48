import { sessionHandler } from '@/lib/http/session';

export const GET = sessionHandler;

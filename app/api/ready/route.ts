import { readyHandler } from '@/lib/http/ready';

export const GET = readyHandler;

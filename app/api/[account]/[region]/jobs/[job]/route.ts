import { getJobHandler } from '@/lib/http/jobs';

export const GET = getJobHandler;

import { getJobsHandler } from '@/lib/http/jobs';

export const GET = getJobsHandler;

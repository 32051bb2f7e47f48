import { getPeopleHandler } from '@/lib/http/people';

export const GET = getPeopleHandler;

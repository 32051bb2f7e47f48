import { z } from 'zod';
import { ready } from '@/lib/data/database-away';
import { defineGet } from '@/lib/http/define-get';

/** Whether the console can do its work: 200, or 503 while its database is away. For pages that wait, and for a load balancer. */
export const GET = defineGet({ name: 'ready', input: z.object({}), permission: 'browse', run: () => ready() });

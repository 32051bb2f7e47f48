import 'server-only';
import { readyOperation } from '@/lib/operations/console';
import { getOf } from './get-of';

/** Whether the console can do its work: 200, or 503 while its database is away. For pages that wait, and for a load balancer. */
export const readyHandler = getOf(readyOperation);

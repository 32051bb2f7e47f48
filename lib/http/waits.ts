import 'server-only';
import { listWaitsOperation } from '@/lib/operations/waits';
import { getOf } from './get-of';

/** The starts that wait, wherever the person may read the history. */
export const getWaitsHandler = getOf(listWaitsOperation);

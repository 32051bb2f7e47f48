import 'server-only';
import { listWorkOperation } from '@/lib/operations/background-work';
import { getOf } from './get-of';

/** What runs, waits and failed in the background. */
export const getWorkHandler = getOf(listWorkOperation);

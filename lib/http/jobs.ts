import 'server-only';
import { getJobOperation, listJobsOperation } from '@/lib/operations/jobs';
import { getOf } from './get-of';

/** The restore jobs of a place. */
export const getJobsHandler = getOf(listJobsOperation);

/** One restore job. */
export const getJobHandler = getOf(getJobOperation);

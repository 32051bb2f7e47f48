import 'server-only';
import { getChecklistOperation } from '@/lib/operations/checklist';
import { getOf } from './get-of';

/** What has to be seen to after a restore. */
export const getChecklistHandler = getOf(getChecklistOperation);

import 'server-only';
import { getDraftOperation } from '@/lib/operations/plans';
import { getOf } from './get-of';

/** One draft, so that the restore page sees a colleague's edit or start. */
export const getDraftHandler = getOf(getDraftOperation);

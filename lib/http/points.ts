import 'server-only';
import { getPointOperation } from '@/lib/operations/inventory';
import { getOf } from './get-of';

/** One recovery point as AWS has it now. */
export const getPointHandler = getOf(getPointOperation);

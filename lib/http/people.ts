import 'server-only';
import { listPeopleOperation } from '@/lib/operations/people';
import { getOf } from './get-of';

/** Who is known to the console, with which roles. */
export const getPeopleHandler = getOf(listPeopleOperation);

import 'server-only';
import { sessionOperation } from '@/lib/operations/sign-in';
import { getOf } from './get-of';

/** Who is signed in in this browser. */
export const sessionHandler = getOf(sessionOperation);

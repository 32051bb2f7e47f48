import 'server-only';
import { wordsOperation } from '@/lib/operations/words';
import { getOf } from './get-of';

/** The words of a part of a page that is loaded when it is wanted. */
export const getWordsHandler = getOf(wordsOperation);

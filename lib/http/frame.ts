import 'server-only';
import { frameOperation } from '@/lib/operations/console';
import { getOf } from './get-of';

/** What stands around every page: asked again while it is open, because roles and names change meanwhile. */
export const getFrameHandler = getOf(frameOperation);

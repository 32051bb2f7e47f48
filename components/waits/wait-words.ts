import type { WaitView } from '@/lib/data/waits/views';

/** What people call the machine that is to be restored. */
export const waitName = ({ resourceName, resourceArn, draftId }: WaitView): string =>
  resourceName ?? /[^/:]+$/.exec(resourceArn ?? '')?.[0] ?? draftId;

/** Whether it may still start. */
export const isWaiting = ({ state }: Pick<WaitView, 'state'>): boolean => state === 'waiting' || state === 'asking';

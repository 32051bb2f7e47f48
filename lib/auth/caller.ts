import 'server-only';
import type { Grant } from '@/lib/access/roles';

/** Whoever asks for something to be done. */
export interface Caller {
  /** The person's opaque id, as rows and events carry it. */
  readonly user: string;
  readonly grants: readonly Grant[];
}

/**
 * Who makes the request that is being answered; `null`: nobody whom the console knows. Until there is a sign-in everybody is the one operator, who looks after the
 * console, too.
 */
export const currentCaller = async (): Promise<Caller | null> => ({
  user: 'operator',
  grants: [
    { role: 'operator', account: null },
    { role: 'administrator', account: null },
  ],
});

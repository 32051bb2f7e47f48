import 'server-only';
import type { Role } from '@/lib/access/roles';

/** Whoever asks for something to be done. */
export interface Caller {
  readonly user: string;
  readonly role: Role;
}

/** Who makes the request that is being answered; `null`: nobody whom the console knows. Until there is a sign-in everybody is the one operator. */
export const currentCaller = async (): Promise<Caller | null> => ({ user: 'operator', role: 'operator' });

import 'server-only';
import type { Role } from '@/lib/access/roles';

/** Who is asking. */
export interface Session {
  readonly user: string;
  readonly role: Role;
}

/** The one local user until sign-in exists; every action and handler goes through here already. */
export const currentSession = async (): Promise<Session> => ({ user: 'operator', role: 'operator' });

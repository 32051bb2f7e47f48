import 'server-only';
import type { Grant } from '@/lib/access/roles';
import { touchSession } from '@/lib/db/repositories/sessions';
import { needsFactor } from './factors/required';
import { currentSession } from './session';

/** Whoever asks for something to be done. */
export interface Caller {
  /** The person's opaque id, as rows and events carry it. */
  readonly user: string;
  readonly grants: readonly Grant[];
  /** The session that they ask in; `signedInAt`: when they last proved who they are. */
  readonly session: { readonly id: string; readonly signedInAt: Date };
  /** A role of theirs needs a second factor, and none was proved in this session: until then nothing is done for them but what sets one up. */
  readonly needsFactor?: true;
}

const NOTED_EVERY_MS = 60_000;

/**
 * Who makes the request that is being answered, as the database has it at this moment: a role that was taken, a person who was disabled and a session that was ended count
 * at the next request. `null`: nobody whom the console knows.
 * @param active whether somebody did something, or a page asked by itself
 */
export const currentCaller = async (active: boolean): Promise<Caller | null> => {
  const session = await currentSession();
  if (session === null) return null;
  if (active && session.idleMs > NOTED_EVERY_MS) await touchSession(session.id);
  const { id, signedInAt, person: user, grants } = session;
  return { user, grants, session: { id, signedInAt }, ...(needsFactor(session) ? { needsFactor: true } : {}) };
};

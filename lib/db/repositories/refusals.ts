import 'server-only';
import { logLine } from '@/lib/log';
import { processWide } from '@/lib/process-wide';
import { type Burst, Bursts } from '@/lib/record/bursts';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { FRONT_DOOR, type SignInCause } from '@/lib/record/refusal-causes';
import { withTransaction } from '../client';
import { appendEvents, NOBODY } from './events';
import { whoseToken } from './sessions';

/** A change that was refused before it was tried. `caller`: null where nobody was signed in. */
interface RefusedWrite {
  readonly operation: string;
  readonly code: string;
  readonly caller: string | null;
}

/** A sign-in that was refused. `person`: null where the console knows nobody by what was typed. */
interface RefusedSignIn {
  readonly person: string | null;
  readonly cause: SignInCause;
}

/** A change that was refused before anybody looked at who asks for it. `token`: of the session that it claims, if this console signed it. */
interface RefusedAtDoor {
  readonly code: 'foreign-request' | 'body-too-large';
  readonly token: string | null;
}

type Refusal =
  | ({ readonly sort: 'write' } & RefusedWrite)
  | ({ readonly sort: 'sign-in' } & RefusedSignIn)
  | ({ readonly sort: 'door' } & RefusedAtDoor);

const callerOf = async (refusal: Exclude<Refusal, { readonly sort: 'sign-in' }>): Promise<string | null> => {
  if (refusal.sort === 'write') return refusal.caller;
  return refusal.token === null ? null : whoseToken(refusal.token);
};

const eventOf = async (refusal: Refusal, { count, from, to }: Burst): Promise<NewEvent> => {
  const often = { count, from: from.toISOString(), to: to.toISOString() };
  if (refusal.sort === 'sign-in') {
    const { person, cause } = refusal;
    return { at: to, actor: NOBODY, kind: 'sign-in-refused', subject: person, data: { person, cause, ...often } };
  }
  const [operation, caller] = [refusal.sort === 'door' ? FRONT_DOOR : refusal.operation, await callerOf(refusal)];
  const data = { operation, code: refusal.code, caller, ...often };
  return { at: to, actor: caller ?? NOBODY, kind: 'write-refused', subject: operation, data };
};

const write = async (refusal: Refusal, burst: Burst): Promise<void> => {
  try {
    const event = await eventOf(refusal, burst);
    await withTransaction((tx) => appendEvents(tx, CONSOLE_CHAIN, [event]));
  } catch (error) {
    // It is counted on, and told with the next ones.
    logLine({ level: 'warn', name: 'refusal-not-recorded', error: error instanceof Error ? error.name : typeof error });
    throw error;
  }
};

const bursts = (): Bursts<Refusal> =>
  processWide('refusals', () => new Bursts<Refusal>({ write, later: (run, ms) => setTimeout(run, ms).unref(), now: () => new Date() }));

/**
 * Records in the console's chain that a change was refused: the first of its caller, operation and code at once, what follows as counts (`Bursts`), so that a flood
 * of them fills no chain. Nobody waits for it, and it never fails.
 */
export const noteRefusedWrite = ({ operation, code, caller }: RefusedWrite): void =>
  bursts().note(`write ${code} ${operation} ${caller ?? ''}`, { sort: 'write', operation, code, caller });

/** Records that a sign-in was refused, as `noteRefusedWrite` does, by its cause and the person whose account was tried. */
export const noteRefusedSignIn = ({ person, cause }: RefusedSignIn): void =>
  bursts().note(`sign-in ${cause} ${person ?? ''}`, { sort: 'sign-in', person, cause });

/** Records that the front door refused a change, as `noteRefusedWrite` does. Whose session it was is asked when it is written, so that a flood asks the database for nothing. */
export const noteRefusedAtDoor = ({ code, token }: RefusedAtDoor): void =>
  bursts().note(`door ${code} ${token ?? ''}`, { sort: 'door', code, token });

/** Waits until every refusal noted so far is in the record. */
export const refusalsRecorded = (): Promise<void> => bursts().settle();

import 'server-only';
import { logLine } from '@/lib/log';
import { processWide } from '@/lib/process-wide';
import { type Burst, Bursts } from '@/lib/record/bursts';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { withTransaction } from '../client';
import { appendEvents, NOBODY } from './events';

/** A change that was refused before it was tried. `caller`: null where nobody was signed in. */
interface RefusedWrite {
  readonly operation: string;
  readonly code: string;
  readonly caller: string | null;
}

/** A sign-in that was refused. `person`: null where the console knows nobody by what was typed. `cause` is a code, never what was typed. */
interface RefusedSignIn {
  readonly person: string | null;
  readonly cause: string;
}

type Refusal = ({ readonly sort: 'write' } & RefusedWrite) | ({ readonly sort: 'sign-in' } & RefusedSignIn);

const eventOf = (refusal: Refusal, { count, from, to }: Burst): NewEvent => {
  const often = { count, from: from.toISOString(), to: to.toISOString() };
  if (refusal.sort === 'sign-in') {
    const { person, cause } = refusal;
    return { at: to, actor: NOBODY, kind: 'sign-in-refused', subject: person, data: { person, cause, ...often } };
  }
  const { operation, code, caller } = refusal;
  return { at: to, actor: caller ?? NOBODY, kind: 'write-refused', subject: operation, data: { operation, code, caller, ...often } };
};

const write = async (refusal: Refusal, burst: Burst): Promise<void> => {
  try {
    await withTransaction((tx) => appendEvents(tx, CONSOLE_CHAIN, [eventOf(refusal, burst)]));
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

/** Waits until every refusal noted so far is in the record. */
export const refusalsRecorded = (): Promise<void> => bursts().settle();

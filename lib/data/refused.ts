import 'server-only';
import type { Caller } from '@/lib/auth/caller';
import { noteRefusedAtDoor, noteRefusedWrite } from '@/lib/db/repositories/refusals';

/** What says nothing of a right: a form filled in wrongly, a thing that is gone, AWS or the database out of reach. */
const NO_REFUSAL: ReadonlySet<string> = new Set(['bad-input', 'not-found', 'conflict', 'aws', 'database-away', 'internal']);

/** Records that the gate said no to a change, by its operation and the problem's code and without anything of its input. Nobody waits for it. */
export const recordRefusal = (operation: string, caller: Caller | null, code: string): void => {
  if (!NO_REFUSAL.has(code)) noteRefusedWrite({ operation, code, caller: caller?.user ?? null });
};

/** Records that the front door refused a change. `token`: of the session that it claims, if this console signed it. Nobody waits for it. */
export const recordRefusedAtDoor = (code: 'foreign-request' | 'body-too-large', token: string | null): void =>
  noteRefusedAtDoor({ code, token });

import { randomUUID } from 'node:crypto';
import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Grant } from '@/lib/access/roles';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { endSessionsOf } from './repositories/ended-sessions';
import { appendEvents } from './repositories/events';
import type { Transaction } from './repositories/executor';
import { dropFactors } from './repositories/factors';
import { holdAdministrators, isLookedAfter, unusedInvitation } from './repositories/looked-after';
import { addPerson } from './repositories/new-people';
import { type MadeLink, makeLink } from './repositories/one-time-links';
import { people } from './schema/people';
import { oneTimeLinks } from './schema/sign-in';

/*
 * What the command line does with people, for the locked-out: straight on the database, without the console and its gate. Whoever can run it has the database's address,
 * and could do as much by other means; this way it is on record.
 */

interface Held {
  readonly id: string;
  readonly disabled: boolean;
  /** They were invited, and have not come yet. */
  readonly invited: boolean;
}

const held = async (tx: Transaction, email: string): Promise<Held | null> => {
  const [row] = await tx
    .select({ id: people.id, disabledAt: people.disabledAt, invited: sql<boolean>`${unusedInvitation(people.id)}` })
    .from(people)
    .where(and(eq(people.email, email), isNull(people.erasedAt)))
    .for('update');
  return row === undefined ? null : { id: row.id, disabled: row.disabledAt !== null, invited: row.invited };
};

interface Added {
  readonly email: string;
  readonly name: string;
  readonly grants: readonly Grant[];
  /** Who acts, as the record names them. */
  readonly by: string;
}

/** Adds a person with roles; the link by which they choose a password, or `null` where the e-mail address is somebody's already. */
export const addByCommand = async (tx: Transaction, { email, by, ...more }: Added): Promise<MadeLink | null> => {
  const id = randomUUID();
  if (!(await addPerson(tx, { id, email, by, how: 'command-line', ...more }))) return null;
  return makeLink(tx, { purpose: 'invitation', person: id, by });
};

/** What a reset came to. */
interface Reset {
  readonly link: MadeLink;
  /** How many second factors were taken away, recovery codes not counted. */
  readonly factors: number;
}

/**
 * A link by which a person chooses a new password; of somebody who was invited and has not come, another invitation. Their second factors are taken away, and where they had any their sessions end; one who was disabled may sign in again.
 * `null`: nobody has that e-mail address.
 */
export const resetByCommand = async (tx: Transaction, email: string, by: string): Promise<Reset | null> => {
  const person = await held(tx, email);
  if (person === null) return null;
  const { id } = person;
  const about = { at: new Date(), actor: by, subject: id };
  if (person.disabled) await tx.update(people).set({ disabledAt: null }).where(eq(people.id, id));
  const taken = await dropFactors(tx, id);
  const ended = taken.length === 0 ? [] : await endSessionsOf(tx, id, about.at, null);
  const events: NewEvent[] = [
    ...(person.disabled ? [{ ...about, kind: 'person-enabled' as const, data: { person: id } }] : []),
    ...taken.map((factor) => ({ ...about, kind: 'factor-removed' as const, data: { person: id, ...factor } })),
    ...ended.map((sessionId) => ({
      ...about,
      kind: 'session-ended' as const,
      data: { person: id, sessionId, cause: 'factors-changed' as const },
    })),
  ];
  await appendEvents(tx, CONSOLE_CHAIN, events);
  const link = await makeLink(tx, { purpose: person.invited ? 'invitation' : 'reset', person: id, by });
  return { link, factors: taken.filter(({ factor }) => factor !== 'recovery-codes').length };
};

/** The links of a person work no more. An invitation stays, too old from now on: it says that they have never come. */
const endLinks = async (tx: Transaction, id: string, at: Date): Promise<void> => {
  const unused = and(eq(oneTimeLinks.person, id), isNull(oneTimeLinks.usedAt));
  await tx.delete(oneTimeLinks).where(and(unused, ne(oneTimeLinks.purpose, 'invitation')));
  await tx
    .update(oneTimeLinks)
    .set({ expiresAt: sql`least(${oneTimeLinks.expiresAt}, ${at.toISOString()}::timestamptz)` })
    .where(unused);
};

/**
 * Keeps a person from signing in: their sessions end, and their links work no more. How many sessions; `'absent'`: nobody has that e-mail address; `'last-administrator'`:
 * nothing was done, for nobody else looks after the console. Somebody who was invited counts: whoever is at the command line can make their link anew.
 */
export const disableByCommand = async (tx: Transaction, email: string, by: string): Promise<number | 'absent' | 'last-administrator'> => {
  await holdAdministrators(tx);
  const person = await held(tx, email);
  if (person === null) return 'absent';
  const { id, disabled } = person;
  const [before, after] = [await isLookedAfter(tx, { invitedCount: true }), await isLookedAfter(tx, { but: id, invitedCount: true })];
  if (before && !after) return 'last-administrator';
  const at = new Date();
  if (!disabled) await tx.update(people).set({ disabledAt: at }).where(eq(people.id, id));
  await endLinks(tx, id, at);
  const ended = await endSessionsOf(tx, id, at, null);
  const about = { at, actor: by, subject: id };
  const events: NewEvent[] = [
    ...(disabled ? [] : [{ ...about, kind: 'person-disabled' as const, data: { person: id } }]),
    ...ended.map((sessionId) => ({
      ...about,
      kind: 'session-ended' as const,
      data: { person: id, sessionId, cause: 'disabled' as const },
    })),
  ];
  await appendEvents(tx, CONSOLE_CHAIN, events);
  return ended.length;
};

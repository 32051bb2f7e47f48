import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Grant } from '@/lib/access/roles';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import type { EventData, NewEvent } from '@/lib/record/kinds';
import { db } from '../client';
import type { SecondFactor } from '../schema/factors';
import { people } from '../schema/people';
import { identities, sessions } from '../schema/sign-in';
import { appendEvents } from './events';

/** A session that was not ended, of a person who may sign in. Whether it is too old, the settings say. */
export interface SessionRow {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly signedInAt: Date;
  /** What was proved in it beside a password or what stands for one. */
  readonly secondFactor: SecondFactor | null;
  /** Since it began, and since somebody did something in it, by the database's clock: consoles' clocks may differ. */
  readonly ageMs: number;
  readonly idleMs: number;
  /** Stored settings by name, of those that were asked for. */
  readonly settings: Readonly<Record<string, unknown>>;
}

interface Read extends Record<string, unknown> {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly grants: readonly Grant[];
  readonly signed_in: string;
  readonly second_factor: SecondFactor | null;
  readonly age: string;
  readonly idle: string;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** The session of a token with its person, their roles and the settings named, in one query, for it is asked by every request; `null` where there is none. */
export const readSession = async (token: string, settings: readonly string[]): Promise<SessionRow | null> => {
  const names = sql.join(
    settings.map((name) => sql`${name}`),
    sql`, `,
  );
  const { rows } = await db().execute<Read>(sql`
    select s.id, p.id as person, p.name, s.signed_in_at as signed_in, s.second_factor,
           extract(epoch from now() - s.created_at) as age, extract(epoch from now() - s.last_seen_at) as idle,
           coalesce((select json_agg(json_build_object('role', g.role, 'account', nullif(g.account, '*')) order by g.account, g.role)
                       from grants g where g.person = p.id), '[]') as grants,
           coalesce((select json_object_agg(name, value) from settings where name in (${names})), '{}') as settings
      from sessions s join people p on p.id = s.user_id
     where s.token = ${token} and s.ended_at is null and p.disabled_at is null and p.erased_at is null`);
  const [row] = rows;
  if (row === undefined) return null;
  const { signed_in: signedIn, second_factor: secondFactor, age, idle, ...rest } = row;
  return { ...rest, signedInAt: new Date(signedIn), secondFactor, ageMs: Number(age) * 1_000, idleMs: Number(idle) * 1_000 };
};

/** Notes that somebody did something in a session. */
export const touchSession = async (id: string): Promise<void> => {
  await db().update(sessions).set({ lastSeenAt: sql`now()` }).where(eq(sessions.id, id));
};

/** Whether a person may have a session: they are known, neither disabled nor erased, and where they have a second factor, one was proved. */
export const maySignIn = async (person: string, secondFactor: SecondFactor | null): Promise<boolean> => {
  const { rows } = await db().execute(sql`
    select 1 from people where id = ${person} and disabled_at is null and erased_at is null and ${proves(sql`people.id`, secondFactor)}`);
  return rows.length > 0;
};

/** Whether a factor was proved, or a person has none to prove. */
const proves = (person: SQL, secondFactor: SecondFactor | null): SQL => sql`(${secondFactor}::text is not null
  or not exists (select 1 from totp_factors t where t.person = ${person} and t.confirmed_at is not null)
     and not exists (select 1 from passkeys k where k.person = ${person}))`;

/** Somebody whom an e-mail address names. `passwordHash`: `null` where they have no password. */
export interface Known {
  readonly id: string;
  readonly may: boolean;
  readonly passwordHash: string | null;
}

/** Whose e-mail address it is, and whether they may sign in; `null`: nobody's. One query whoever it is, so that its time tells nobody who is known here. */
export const whoseEmail = async (email: string): Promise<Known | null> => {
  const rows = await db()
    .select({ id: people.id, disabledAt: people.disabledAt, erasedAt: people.erasedAt, passwordHash: identities.password })
    .from(people)
    .leftJoin(identities, and(eq(identities.userId, people.id), eq(identities.providerId, 'credential')))
    .where(eq(people.email, email));
  const [row] = rows;
  if (row === undefined) return null;
  return { id: row.id, may: row.disabledAt === null && row.erasedAt === null, passwordHash: row.passwordHash };
};

/** Whose session a token is of, if it goes on; `null`: nobody's. */
export const whoseToken = async (token: string): Promise<string | null> => {
  const rows = await db()
    .select({ person: sessions.userId })
    .from(sessions)
    .where(and(eq(sessions.token, token), isNull(sessions.endedAt)));
  return rows[0]?.person ?? null;
};

export type SignInMethod = EventData<'signed-in'>['method'];

const signedIn = (person: string, sessionId: string, method: SignInMethod, second: SecondFactor | null): NewEvent => ({
  at: new Date(),
  actor: person,
  kind: 'signed-in',
  subject: person,
  // The provider's own factor is part of how it knows the person, which `method` tells; whether that counts, the setting's events tell.
  data: { sessionId, method, secondFactor: second === 'provider' ? null : second },
});

/** Notes what a session that was opened was opened with, with its event. */
export const recordSignIn = (person: string, sessionId: string, method: SignInMethod, second: SecondFactor | null): Promise<void> =>
  db().transaction(async (tx) => {
    if (second !== null) await tx.update(sessions).set({ secondFactor: second }).where(eq(sessions.id, sessionId));
    await appendEvents(tx, CONSOLE_CHAIN, [signedIn(person, sessionId, method, second)]);
  });

/** A session whose person has proved anew who they are. */
interface Renewed {
  readonly id: string;
  /** The new one. */
  readonly token: string;
  readonly method: SignInMethod;
  readonly second: SecondFactor | null;
}

/** Gives a session that goes on another token, because its person has proved anew who they are, with the event of it; `false` where it has ended, or they have a second factor and `second` is none. */
export const renewSession = (renewed: Renewed): Promise<boolean> =>
  db().transaction(async (tx) => {
    const { id, token, method, second } = renewed;
    const rows = await tx
      .update(sessions)
      .set({ token, signedInAt: sql`now()`, lastSeenAt: sql`now()`, ...(second === null ? {} : { secondFactor: second }) })
      .where(and(eq(sessions.id, id), isNull(sessions.endedAt), proves(sql`${sessions.userId}`, second)))
      .returning({ person: sessions.userId });
    const [row] = rows;
    if (row === undefined) return false;
    await appendEvents(tx, CONSOLE_CHAIN, [signedIn(row.person, id, method, second)]);
    return true;
  });

/** The hash of a person's password; `null` where they have none. */
export const passwordHashOf = async (person: string): Promise<string | null> => {
  const rows = await db()
    .select({ password: identities.password })
    .from(identities)
    .where(and(eq(identities.userId, person), eq(identities.providerId, 'credential')));
  return rows[0]?.password ?? null;
};

/** The name and e-mail address of a person; `null` where they are not known, or erased. */
export const whoIs = async (person: string): Promise<{ readonly name: string; readonly email: string } | null> => {
  const rows = await db()
    .select({ name: people.name, email: people.email })
    .from(people)
    .where(and(eq(people.id, person), isNull(people.erasedAt)));
  return rows[0] ?? null;
};

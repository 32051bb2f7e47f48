import { and, asc, eq, gt, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Grant } from '@/lib/access/roles';
import { db } from '../client';
import { passkeys, totpFactors } from '../schema/factors';
import { grants, people } from '../schema/people';
import { identities, type LinkPurpose, oneTimeLinks, sessions } from '../schema/sign-in';

const EVERYWHERE = '*';

/** A role of a person; `byClaims`: as the identity provider says it at each sign-in. */
interface ListedGrant extends Grant {
  readonly byClaims: boolean;
}

/** A person with what an administrator may know of them. */
export interface ListedPerson {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly disabledAt: Date | null;
  readonly grants: readonly ListedGrant[];
  /** When they last proved who they are; `null`: not in any session that is still known. */
  readonly signedInAt: Date | null;
  /** Names of the ways in which they can: `credential` is a password, any other an identity provider. */
  readonly ways: readonly string[];
  /** Their second factors. */
  readonly second: readonly ('totp' | 'passkey')[];
  /** Their link that was not used yet. */
  readonly link: { readonly purpose: LinkPurpose; readonly expiresAt: Date } | null;
}

const byPerson = <T extends { readonly person: string | null }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> => {
  const map = new Map<string, T[]>();
  for (const row of rows) if (row.person !== null) map.set(row.person, [...(map.get(row.person) ?? []), row]);
  return map;
};

/** Everybody who was not erased, by name. */
export const readPeople = async (): Promise<readonly ListedPerson[]> => {
  const on = db();
  const [rows, roles, seen, ways, second, links] = await Promise.all([
    on
      .select({ id: people.id, name: people.name, email: people.email, disabledAt: people.disabledAt })
      .from(people)
      .where(isNull(people.erasedAt))
      .orderBy(asc(people.name), asc(people.id)),
    on
      .select({ person: grants.person, role: grants.role, account: grants.account, source: grants.source })
      .from(grants)
      .orderBy(asc(grants.account), asc(grants.role)),
    on
      .select({ person: sessions.userId, at: sql<string | null>`max(${sessions.signedInAt})` })
      .from(sessions)
      .groupBy(sessions.userId),
    on.select({ person: identities.userId, provider: identities.providerId }).from(identities),
    on
      .select({ person: totpFactors.person, factor: sql<'totp' | 'passkey'>`'totp'` })
      .from(totpFactors)
      .where(isNotNull(totpFactors.confirmedAt))
      .unionAll(on.selectDistinct({ person: passkeys.person, factor: sql<'totp' | 'passkey'>`'passkey'` }).from(passkeys)),
    on
      .select({ person: oneTimeLinks.person, purpose: oneTimeLinks.purpose, expiresAt: oneTimeLinks.expiresAt })
      .from(oneTimeLinks)
      .where(isNull(oneTimeLinks.usedAt)),
  ]);
  const [rolesOf, seenOf, waysOf, secondOf, linksOf] = [byPerson(roles), byPerson(seen), byPerson(ways), byPerson(second), byPerson(links)];
  return rows.map((row) => {
    const at = seenOf.get(row.id)?.[0]?.at ?? null;
    const link = linksOf.get(row.id)?.[0];
    return {
      ...row,
      grants: (rolesOf.get(row.id) ?? []).map(({ role, account, source }) => ({
        role,
        account: account === EVERYWHERE ? null : account,
        byClaims: source === 'claims',
      })),
      signedInAt: at === null ? null : new Date(at),
      ways: (waysOf.get(row.id) ?? []).map(({ provider }) => provider),
      second: (secondOf.get(row.id) ?? []).map(({ factor }) => factor),
      link: link === undefined ? null : { purpose: link.purpose, expiresAt: link.expiresAt },
    };
  });
};

/** A session that was not ended. Whether it is too old, the settings say. */
export interface OpenSession {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  readonly userAgent: string;
  readonly address: string | null;
  readonly ageMs: number;
  readonly idleMs: number;
}

/** The sessions of a person that were not ended, the one used last first. */
export const openSessionsOf = async (person: string): Promise<readonly OpenSession[]> => {
  const rows = await db()
    .select({
      id: sessions.id,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      userAgent: sessions.userAgent,
      address: sessions.ipAddress,
      age: sql<string>`extract(epoch from now() - ${sessions.createdAt})`,
      idle: sql<string>`extract(epoch from now() - ${sessions.lastSeenAt})`,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, person), isNull(sessions.endedAt), gt(sessions.expiresAt, sql`now()`)))
    .orderBy(sql`${sessions.lastSeenAt} desc`, asc(sessions.id));
  return rows.map(({ age, idle, userAgent, ...row }) => ({
    ...row,
    userAgent: userAgent ?? '',
    ageMs: Number(age) * 1_000,
    idleMs: Number(idle) * 1_000,
  }));
};

import { bigint, index, integer, pgTable, text, unique } from 'drizzle-orm/pg-core';
import type { SecondFactor } from './factors';
import { instant } from './instant';
import { people } from './people';

/*
 * What signing in needs. Better Auth (lib/auth) writes the first four, under its own names of columns; what it calls an account is an identity here, because an account
 * is AWS's in this console.
 */

/** Who is signed in, on which device. A cookie holds `token`, signed with a secret that is not in the database. */
export const sessions = pgTable(
  'sessions',
  {
    id: text('id').primaryKey(),
    /** Of one that was ended: nothing that a cookie could hold. */
    token: text('token').notNull().unique(),
    userId: text('user_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** The latest end there is; the settings usually end it earlier. */
    expiresAt: instant('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    /** What it was opened with, or what was proved in it since, beside a password or what stands for one. */
    secondFactor: text('second_factor').$type<SecondFactor>(),
    /** When this person last proved who they are. */
    signedInAt: instant('signed_in_at').notNull().defaultNow(),
    /** When somebody last did something, to the minute. What an open tab asks by itself does not count. */
    lastSeenAt: instant('last_seen_at').notNull().defaultNow(),
    endedAt: instant('ended_at'),
  },
  (t) => [index('sessions_user').on(t.userId)],
);

/** How a person signs in: with a password (`credential`), or with an identity provider. */
export const identities = pgTable(
  'identities',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    providerId: text('provider_id').notNull(),
    /** Who the person is there; for a password the person's own id. */
    accountId: text('account_id').notNull(),
    accessToken: text('access_token'),
    refreshToken: text('refresh_token'),
    idToken: text('id_token'),
    accessTokenExpiresAt: instant('access_token_expires_at'),
    refreshTokenExpiresAt: instant('refresh_token_expires_at'),
    scope: text('scope'),
    /** A hash (lib/auth/password-hash.ts). */
    password: text('password'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [unique('identities_of_provider').on(t.providerId, t.accountId), index('identities_user').on(t.userId)],
);

/** What a sign-in that goes over several pages keeps meanwhile. */
export const verifications = pgTable(
  'verifications',
  {
    id: text('id').primaryKey(),
    identifier: text('identifier').notNull(),
    value: text('value').notNull(),
    expiresAt: instant('expires_at').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (t) => [index('verifications_identifier').on(t.identifier)],
);

/** How often something was tried of late, for all consoles together. */
export const rateLimits = pgTable('rate_limits', {
  id: text('id').primaryKey(),
  key: text('key').notNull().unique(),
  count: integer('count').notNull(),
  /** When `count` began to be counted. Milliseconds since 1970. */
  lastRequest: bigint('last_request', { mode: 'number' }).notNull(),
});

/** Links that let somebody in once: to become the first administrator, or to choose a password. */
export const oneTimeLinks = pgTable(
  'one_time_links',
  {
    id: text('id').primaryKey(),
    /** SHA-256 of what the link holds, so that whoever reads the database cannot use it. */
    hash: text('hash').notNull().unique(),
    purpose: text('purpose').$type<LinkPurpose>().notNull(),
    /** Whose password it sets; `null` for the first administrator, who is made by it. */
    person: text('person').references(() => people.id, { onDelete: 'cascade' }),
    madeBy: text('made_by').notNull(),
    madeAt: instant('made_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [index('one_time_links_person').on(t.person)],
);

export type LinkPurpose = 'first-start' | 'invitation' | 'reset';

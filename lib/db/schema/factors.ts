import { bigint, boolean, index, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './instant';
import { people } from './people';

/*
 * What a person proves who they are with beside a password or an identity provider, and the sign-ins that wait for it.
 */

/** The authenticator app of a person: a secret that it and the console share. */
export const totpFactors = pgTable('totp_factors', {
  id: text('id').primaryKey(),
  person: text('person')
    .notNull()
    .unique()
    .references(() => people.id, { onDelete: 'cascade' }),
  /** Encrypted (lib/auth/factors/secret-box.ts). */
  secret: text('secret').notNull(),
  addedAt: instant('added_at').notNull(),
  /** Since a code of the app has shown that it has the secret; until then it counts for nothing. */
  confirmedAt: instant('confirmed_at'),
  /** The last step of thirty seconds whose code was accepted: neither it nor an earlier one is again. */
  lastStep: bigint('last_step', { mode: 'number' }),
});

/** Codes for whoever has lost their factor. Each counts once. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    id: text('id').primaryKey(),
    person: text('person')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** SHA-256 of the code, which has 120 bits at random. */
    hash: text('hash').notNull(),
    madeAt: instant('made_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [index('recovery_codes_person').on(t.person)],
);

/** Passkeys: the public half of a key that a device or a password manager holds. */
export const passkeys = pgTable(
  'passkeys',
  {
    id: text('id').primaryKey(),
    person: text('person')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** As the authenticator calls it, in base64url. */
    credentialId: text('credential_id').notNull().unique(),
    /** COSE, in base64url. */
    publicKey: text('public_key').notNull(),
    /** How often the authenticator says that it was used; 0 for good of one that does not count. */
    counter: bigint('counter', { mode: 'number' }).notNull(),
    /** How a browser reaches the authenticator, separated by commas. */
    transports: text('transports').notNull(),
    /** The host name of the console that it was made for, and works under. */
    rpId: text('rp_id').notNull(),
    /** What its person calls it. */
    name: text('name').notNull(),
    /** It is kept in several places, by whoever makes the device or the password manager. */
    synced: boolean('synced').notNull(),
    addedAt: instant('added_at').notNull(),
    lastUsedAt: instant('last_used_at'),
  },
  (t) => [index('passkeys_person').on(t.person)],
);

/** A sign-in whose first step is done: the second has to follow, in the same browser, soon. It is no session. */
export const unfinishedSignIns = pgTable(
  'unfinished_sign_ins',
  {
    id: text('id').primaryKey(),
    /** SHA-256 of what the browser's cookie holds. */
    hash: text('hash').notNull().unique(),
    person: text('person')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    /** How the first step was done. */
    method: text('method').$type<FirstStep>().notNull(),
    /** What a passkey was asked to sign; each counts once. */
    challenge: text('challenge'),
    expiresAt: instant('expires_at').notNull(),
  },
  (t) => [index('unfinished_sign_ins_person').on(t.person)],
);

/** How a person can begin to sign in. */
export type FirstStep = 'password' | 'oidc' | 'link' | 'demo';

/** What a session was opened with beside its first step. `provider`: the identity provider's own, where a setting lets it count. */
export type SecondFactor = 'totp' | 'recovery-code' | 'passkey' | 'provider';

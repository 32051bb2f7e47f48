import { boolean, index, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import type { Role } from '@/lib/access/roles';
import { instant } from './instant';

/**
 * Everybody who may or might once sign in; Better Auth's table of users. Rows and events name a person by `id` alone, so that name and e-mail can be erased without
 * touching them.
 */
export const people = pgTable('people', {
  /** Opaque: says nothing of the person. */
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  /** In small letters; of somebody erased an address that nobody has. */
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
  /** Since when they may not sign in; `null`: they may. */
  disabledAt: instant('disabled_at'),
  /** Since when name and e-mail are gone. */
  erasedAt: instant('erased_at'),
});

/** Which roles a person has, and where. */
export const grants = pgTable(
  'grants',
  {
    person: text('person')
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    role: text('role').$type<Role>().notNull(),
    /** 12 digits, or `*`: every account and the console itself. */
    account: text('account').notNull(),
    /** Given by a person, or by the table of claims: then it is what the provider says at the next sign-in. */
    source: text('source').$type<'person' | 'claims'>().notNull().default('person'),
    grantedBy: text('granted_by').notNull(),
    grantedAt: instant('granted_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.person, t.account, t.role] }), index('grants_account').on(t.account)],
);

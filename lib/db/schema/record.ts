import { bigint, index, pgTable, primaryKey, text, timestamp } from 'drizzle-orm/pg-core';

/**
 * The record: appended, never changed. Each event's hash covers the one before it (lib/record), one chain per account and one for the console.
 * The console's role may insert and select, and nothing else.
 */
export const events = pgTable(
  'events',
  {
    /** `account:123456789012` or `console`. */
    chain: text('chain').notNull(),
    /** From 1, without gaps. */
    seq: bigint('seq', { mode: 'number' }).notNull(),
    at: timestamp('at', { withTimezone: true, mode: 'date', precision: 3 }).notNull(),
    /** Who, by opaque id; `rehome` where nobody asked for it. */
    actor: text('actor').notNull(),
    kind: text('kind').notNull(),
    /** What it is about: a restore, a draft, a setting. */
    subject: text('subject'),
    /** Canonical JSON, as it was hashed. */
    data: text('data').notNull(),
    previousHash: text('previous_hash').notNull(),
    hash: text('hash').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.chain, t.seq] }),
    index('events_subject').on(t.subject, t.at),
    // Newest first in a chain: all, those of a kind, and those of a person by kind.
    index('events_at').on(t.chain, t.at, t.seq),
    index('events_kind').on(t.chain, t.kind, t.at, t.seq),
    index('events_actor').on(t.chain, t.actor, t.kind, t.at, t.seq),
  ],
);

import { timestamp } from 'drizzle-orm/pg-core';

/** A column that holds an instant, with its zone; a `Date` here. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

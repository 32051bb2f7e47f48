import 'server-only';
import { DrizzleQueryError } from 'drizzle-orm';
import { fromDatabase } from './away';
import { db } from './client';
import type { Executor } from './repositories/executor';

/** What runs the statements of somebody else where ours run; `lib/engine/sql.ts` describes the same from its side. */
interface RawExecutor {
  readonly executeSql: (text: string, values: unknown[]) => Promise<{ rows: unknown[] }>;
}

/**
 * Where `executor` runs statements (on the pool, or in a transaction of ours), for a library that brings its own: a task that is sent in a transaction of ours is there if and only if that
 * is kept. Instants come as the text that PostgreSQL writes; rejects with the driver's own error, of which `databaseAway` knows where it comes from.
 */
export const rawExecutor = (executor: Executor = db()): RawExecutor => ({
  executeSql: async (text, values) => {
    const statement = executor._.session.prepareQuery<Shape>({ sql: text, params: values }, undefined, undefined, false);
    try {
      return { rows: (await statement.execute()).rows };
    } catch (error) {
      throw error instanceof DrizzleQueryError ? fromDatabase(error.cause) : error;
    }
  },
});

interface Shape {
  readonly execute: { rows: unknown[] };
  readonly all: unknown;
  readonly values: unknown;
}

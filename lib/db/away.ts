import { awayReason, type DatabaseAway } from '@/lib/database-error';

/** Thrown where no connection to the database can be had; `cause` is the driver's error. */
export class NoConnection extends Error {
  override readonly name = 'NoConnection';
}

const FROM_DATABASE = Symbol.for('rehome.from-database');

/** Marks the driver's own error, which says nothing of what it is about, as one of the database, where it is handed on as it came. */
export const fromDatabase = (error: unknown): unknown => (error instanceof Error ? Object.assign(error, { [FROM_DATABASE]: true }) : error);

/**
 * Why the database is away, where that is what `error` comes from; `null` for everything else. A kind, not one code: refused or cut connections, a server that
 * stops or starts, too many connections, time-outs, a role or database that is refused.
 */
export const databaseAway = (error: unknown): DatabaseAway | null => {
  if (isNoConnection(error)) return awayReason(error.cause) ?? 'unreachable';
  if (error instanceof Error && FROM_DATABASE in error) return awayReason(error);
  if (!isQueryError(error)) return null;
  return isNoConnection(error.cause) ? databaseAway(error.cause) : awayReason(error.cause);
};

/** By its name, because a bundler may load this module more than once per process. */
const isNoConnection = (error: unknown): error is Error => error instanceof Error && error.name === 'NoConnection';

/** A `DrizzleQueryError`, by its shape: the package exists twice, for `import` and for `require`, and so does its class. */
const isQueryError = (error: unknown): error is Error =>
  error instanceof Error && 'query' in error && 'params' in error && 'cause' in error;

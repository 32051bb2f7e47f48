import type { DatabaseAway } from '@/lib/problem';

/** Thrown where no connection to the database can be had; `cause` is the driver's error. */
export class NoConnection extends Error {
  override readonly name = 'NoConnection';
}

/** SQLSTATE codes by which PostgreSQL says that it serves nobody, or not us, or not now (appendix A of its manual); classes by their two digits. */
const BY_CODE: readonly (readonly [RegExp, DatabaseAway])[] = [
  // crash_shutdown, admin_shutdown, cannot_connect_now, idle_session_timeout; read_only_sql_transaction: a standby, during a failover.
  [/^(57P0[1235]|25006)$/, 'stopping'],
  // insufficient_resources: too many connections, disk full, out of memory.
  [/^53/, 'full'],
  // query_canceled: our statement_timeout. idle_in_transaction_session_timeout, transaction_timeout.
  [/^(57014|25P0[34])$/, 'slow'],
  // invalid_authorization_specification, invalid_catalog_name, database_dropped.
  [/^(28|3D000$|57P04$)/, 'refused'],
  // connection_exception.
  [/^08/, 'unreachable'],
  // Node's words for a line that is not there or was cut.
  [/^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_|EHOST|ENET|ENOENT$|EADDR|ERR_TLS|ERR_SSL|CERT_|SELF_SIGNED|UNABLE_TO)/, 'unreachable'],
];

/** The driver's sentences that come without a code. */
const BY_MESSAGE: readonly (readonly [RegExp, DatabaseAway])[] = [
  [/timeout exceeded when trying to connect|query read timeout/i, 'slow'],
  [/connection terminated|connection error and is not queryable|client was closed|does not support ssl/i, 'unreachable'],
];

/**
 * Why the database is away, where that is what `error` comes from; `null` for everything else. A kind, not one code: refused or cut connections, a server that
 * stops or starts, too many connections, time-outs, a role or database that is refused.
 */
export const databaseAway = (error: unknown): DatabaseAway | null => {
  if (isNoConnection(error)) return reasonOf(error.cause) ?? 'unreachable';
  if (!isQueryError(error)) return null;
  return isNoConnection(error.cause) ? databaseAway(error.cause) : reasonOf(error.cause);
};

/** By its name, because a bundler may load this module more than once per process. */
const isNoConnection = (error: unknown): error is Error => error instanceof Error && error.name === 'NoConnection';

/** A `DrizzleQueryError`, by its shape: the package exists twice, for `import` and for `require`, and so does its class. */
const isQueryError = (error: unknown): error is Error =>
  error instanceof Error && 'query' in error && 'params' in error && 'cause' in error;

const reasonOf = (error: unknown): DatabaseAway | null => {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  const known = code === null ? undefined : BY_CODE.find(([pattern]) => pattern.test(code));
  if (known !== undefined) return known[1];
  // A name with several addresses fails once for each.
  const inner = error instanceof AggregateError ? error.errors.map(reasonOf).find((each) => each !== null) : undefined;
  if (inner !== undefined) return inner;
  return code === null ? (BY_MESSAGE.find(([pattern]) => pattern.test(error.message))?.[1] ?? null) : null;
};

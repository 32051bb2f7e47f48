/** What is known of why the database does not serve: not reached, stopping or starting, no more connections, no answer in time, or the console's role is refused. */
export type DatabaseAway = 'unreachable' | 'stopping' | 'full' | 'slow' | 'refused';

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
 * Why the database is away, by what its driver throws (the error itself, as `pg` gives it); `null` for everything else: an answer, a fault of ours. The one
 * statement of it, for console and engine alike.
 */
export const awayReason = (error: unknown): DatabaseAway | null => {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null;
  const known = code === null ? undefined : BY_CODE.find(([pattern]) => pattern.test(code));
  if (known !== undefined) return known[1];
  // A name with several addresses fails once for each.
  const inner = error instanceof AggregateError ? error.errors.map(awayReason).find((each) => each !== null) : undefined;
  if (inner !== undefined) return inner;
  return code === null ? (BY_MESSAGE.find(([pattern]) => pattern.test(error.message))?.[1] ?? null) : null;
};

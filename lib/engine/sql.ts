/** Where the engine runs a statement: on a pool, on one connection, or inside a transaction that somebody else began. The form is pg-boss's. */
export interface Sql {
  /** `text` with `$1`, `$2`, …; without values it may be several statements. The rows of its answer; rejects as the driver does. */
  readonly executeSql: (text: string, values: unknown[]) => Promise<{ rows: unknown[] }>;
}

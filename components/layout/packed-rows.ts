type Row = Readonly<Record<string, unknown>>;

/** Rows that are alike with the names of their members said once: of a row of a list these are nearly half. */
export interface PackedRows {
  readonly names: readonly string[];
  readonly values: readonly (readonly unknown[])[];
}

/** Rows as they are sent with a page. */
export const packRows = (rows: readonly object[]): PackedRows => {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { names, values: rows.map((row) => names.map((name) => (row as Row)[name])) };
};

/** The rows that were packed. A member that is `undefined` is none. */
export const unpackRows = ({ names, values }: PackedRows): readonly object[] =>
  values.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]] as const).filter(([, value]) => value !== undefined)));

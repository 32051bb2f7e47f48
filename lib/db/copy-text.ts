/** What stands behind a backslash in COPY's text format; any other character stands for itself. */
const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** One cell of a line of COPY's text format; `null` where the column is null. */
const decoded = (cell: string): string | null => {
  if (!cell.includes('\\')) return cell;
  return cell === '\\N' ? null : cell.replace(/\\([\s\S])/g, (_, character: string) => ESCAPED[character] ?? character);
};

/**
 * The cells of one line of COPY's text format, without its line feed (PostgreSQL, "COPY", file formats): a tab between two cells, `\N` for null, a backslash before what would be
 * taken for either. PostgreSQL writes none of the numeric escapes that it reads.
 */
export const cellsOfLine = (line: string): readonly (string | null)[] => line.split('\t').map(decoded);

/*
 * What a server action gives back, read from React's stream of rows: `ID:JSON`, each ended by a line feed, and texts as `ID:T` with their length in bytes (hexadecimal), a comma and the bytes.
 * Row 0 is of Next and names the row of the answer as its `a`. Only what can be in a `Result` is read.
 */

const COLON = 0x3a;
const LINE_FEED = 0x0a;
const COMMA = 0x2c;
const TEXT = 0x54;

type Rows = ReadonlyMap<string, unknown>;

const rowsOf = (stream: Buffer): Rows => {
  const rows = new Map<string, unknown>();
  for (let at = 0; at < stream.length; ) {
    const colon = stream.indexOf(COLON, at);
    if (colon === -1) break;
    const id = stream.toString('utf8', at, colon);
    if (stream[colon + 1] === TEXT) {
      const comma = stream.indexOf(COMMA, colon);
      const end = comma + 1 + Number.parseInt(stream.toString('utf8', colon + 2, comma), 16);
      rows.set(id, stream.toString('utf8', comma + 1, end));
      at = end;
    } else {
      const feed = stream.indexOf(LINE_FEED, colon);
      const end = feed === -1 ? stream.length : feed;
      rows.set(id, parsed(stream.toString('utf8', colon + 1, end)));
      at = end + 1;
    }
  }
  return rows;
};

/** Rows of other kinds (hints, errors) begin with a letter and are no JSON. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const resolve = (rows: Rows, value: unknown): unknown => {
  if (typeof value === 'string') return textOf(rows, value);
  if (Array.isArray(value)) return value.map((each) => resolve(rows, each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, resolve(rows, each)]));
};

const textOf = (rows: Rows, text: string): unknown => {
  if (!text.startsWith('$')) return text;
  if (text.startsWith('$$')) return text.slice(1);
  if (text === '$undefined') return undefined;
  const [id = '', ...path] = text.replace(/^\$@?/, '').split(':');
  let found = rows.get(id);
  if (found === undefined) throw new Error(`A row of the answer is missing: ${id}.`);
  for (const key of path) found = typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined;
  return typeof found === 'string' && rows.get(id) === found ? found : resolve(rows, found);
};

/** The value that the action gave back. Throws where the stream has none: it was cut off, or the action failed. */
export const readFlight = (stream: Buffer): unknown => {
  const rows = rowsOf(stream);
  const first = rows.get('0');
  if (typeof first !== 'object' || first === null || !('a' in first)) throw new Error('The answer has no first row.');
  return resolve(rows, first.a);
};

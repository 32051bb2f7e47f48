/*
 * What changed between two answers of one address, so that a poll of 500 rows of which some moved on brings these and not all. Both sides of the wire use it:
 * the console tells it (`deltaOf`), the browser applies it (`applyDelta`).
 */

/** A row of a list: what it is told by, and the rest. */
type Row = Readonly<Record<string, unknown>> & { readonly id: string };
/** An answer: a JSON object. */
export type Answer = Readonly<Record<string, unknown>>;

interface RowsDelta {
  /** All ids in their new order; `null`: they are the same in the same order. */
  readonly order: readonly string[] | null;
  /** An id, and the members that changed, or all of a new row. Pairs, since an id may be any text, `__proto__` too. */
  readonly changed: readonly (readonly [id: string, members: Answer])[];
}

export interface Delta {
  /** Members that are others now, whole. */
  readonly set: Answer;
  /** Members that are lists of rows, by row. */
  readonly rows: Readonly<Record<string, RowsDelta>>;
}

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string';

/** A list of rows with an id each, none twice; `null` for anything else. */
const rowsIn = (value: unknown): ReadonlyMap<string, Row> | null => {
  if (!Array.isArray(value) || !value.every(isRow)) return null;
  const byId = new Map(value.map((row) => [row.id, row]));
  return byId.size === value.length ? byId : null;
};

const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b);

/** Whether every member of `before` is one of `next`: a member that is gone cannot be told. */
const keepsMembers = (before: Answer, next: Answer): boolean => Object.keys(before).every((key) => Object.hasOwn(next, key));

/** The members of `next` that `before` has otherwise or not at all. */
const membersOf = (before: Answer, next: Answer): Answer =>
  Object.fromEntries(Object.entries(next).filter(([key, value]) => !(Object.hasOwn(before, key) && same(before[key], value))));

const rowsDelta = (before: ReadonlyMap<string, Row>, next: ReadonlyMap<string, Row>): RowsDelta | null => {
  const changed: (readonly [string, Answer])[] = [];
  for (const [id, row] of next) {
    const known = before.get(id);
    if (known !== undefined && !keepsMembers(known, row)) return null;
    const members = known === undefined ? row : membersOf(known, row);
    if (Object.keys(members).length > 0) changed.push([id, members]);
  }
  const order = [...next.keys()];
  return { order: same([...before.keys()], order) ? null : order, changed };
};

/** What makes `next` of `before`; `null` where only the whole of `next` can say it. */
export const deltaOf = (before: Answer, next: Answer): Delta | null => {
  if (!keepsMembers(before, next)) return null;
  const set: Record<string, unknown> = {};
  const rows: Record<string, RowsDelta> = {};
  for (const [key, value] of Object.entries(next)) {
    const [old, now] = [rowsIn(before[key]), rowsIn(value)];
    if (old !== null && now !== null) {
      const delta = rowsDelta(old, now);
      if (delta === null) return null;
      if (delta.order !== null || delta.changed.length > 0) rows[key] = delta;
    } else if (!(Object.hasOwn(before, key) && same(before[key], value))) set[key] = value;
  }
  return { set, rows };
};

const applyRows = (before: ReadonlyMap<string, Row>, { order, changed }: RowsDelta): readonly Answer[] => {
  const members = new Map(changed);
  return (order ?? [...before.keys()]).map((id) => {
    const [known, others] = [before.get(id), members.get(id)];
    return others === undefined && known !== undefined ? known : { ...known, ...others };
  });
};

/** `before` with what changed; what did not is the very object that it was. */
export const applyDelta = (before: Answer, { set, rows }: Delta): Answer => {
  const next: Record<string, unknown> = { ...before, ...set };
  for (const [key, delta] of Object.entries(rows)) next[key] = applyRows(rowsIn(before[key]) ?? new Map(), delta);
  return next;
};

/** The name of this way of telling, in `A-IM` and `IM` (RFC 3229). */
export const ROWS_DELTA = 'rehome-rows';
/** Behind it where what is told is zipped (RFC 3229, 10.6): once for everybody, and not for each who asks. */
export const ZIPPED = 'gzip';

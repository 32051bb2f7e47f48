/** What JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** An object of JSON. */
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

/** Deeper than any event is; a file made to exhaust the stack is refused instead. */
const MAX_DEPTH = 64;

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const refuse = (what: string): never => {
  throw new TypeError(`Canonical JSON cannot hold ${what}.`);
};

const objectText = (value: object, depth: number): string => {
  if (!isPlain(value)) return refuse(`an object of class ${value.constructor?.name ?? 'unknown'}`);
  const members = Object.entries(value).sort(([a], [b]) => byCodeUnit(a, b));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${textOf(member, depth)}`).join(',')}}`;
};

const textOf = (value: unknown, depth: number): string => {
  if (depth > MAX_DEPTH) return refuse(`more than ${MAX_DEPTH} levels`);
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? JSON.stringify(value) : refuse(String(value));
    case 'object':
      if (value === null) return 'null';
      // `Array.from` turns holes into undefined, which is refused.
      if (Array.isArray(value)) return `[${Array.from(value, (each: unknown) => textOf(each, depth + 1)).join(',')}]`;
      return objectText(value, depth + 1);
    default:
      return refuse(typeof value);
  }
};

/**
 * The one text of a JSON value, after RFC 8785: members sorted by the UTF-16 code units of their names, no whitespace, strings and numbers as
 * `JSON.stringify` writes them. Unlike the RFC it writes a lone surrogate as its `\uD800` escape instead of refusing the value.
 * Throws a TypeError for what JSON cannot hold (undefined, also as a member; NaN and the infinities, functions, symbols, bigints, objects of a class
 * such as Date) and for more than 64 levels: that is a fault of the caller, or of a file that was not written by this function.
 */
export const canonicalJson = (value: unknown): string => textOf(value, 0);

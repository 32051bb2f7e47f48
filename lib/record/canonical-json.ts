/** What JSON can hold. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** An object of JSON. */
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

/** Deeper than any event is; a file made to exhaust the stack is refused instead. */
const MAX_DEPTH = 64;

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

const refuse = (what: string): never => {
  throw new TypeError(`Canonical JSON cannot hold ${what}.`);
};

// Loops over strings, not chains of arrays: a record of a million events is written through these.
const objectText = (value: object, depth: number): string => {
  if (!isPlain(value)) return refuse(`an object of class ${value.constructor?.name ?? 'unknown'}`);
  let text = '';
  // Without a comparison of its own, `sort` compares code units.
  for (const name of Object.keys(value).sort()) {
    const member = textOf((value as Readonly<Record<string, unknown>>)[name], depth);
    text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${member}`;
  }
  return `{${text}}`;
};

const arrayText = (values: readonly unknown[], depth: number): string => {
  let text = '';
  // By index: a hole is undefined, which is refused.
  for (let index = 0; index < values.length; index += 1) text += `${index === 0 ? '' : ','}${textOf(values[index], depth)}`;
  return `[${text}]`;
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
      return Array.isArray(value) ? arrayText(value, depth + 1) : objectText(value, depth + 1);
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

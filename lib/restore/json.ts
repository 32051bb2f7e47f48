/** A JSON object with unknown members. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether `value` is a JSON object (not an array, not null). */
export const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/** No value of AWS nests nearly as deep; deeper text would exhaust the stack of whatever walks it. */
export const MAX_JSON_DEPTH = 64;

const tooDeep = (text: string): boolean => {
  // Cheap on what AWS gives: shorter text cannot be too deep, and nesting needs its brackets.
  if (text.length <= MAX_JSON_DEPTH) return false;
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (quoted) {
      if (code === 92) i += 1;
      else if (code === 34) quoted = false;
    } else if (code === 34) quoted = true;
    else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > MAX_JSON_DEPTH) return true;
    } else if (code === 93 || code === 125) depth -= 1;
  }
  return false;
};

/** Opens JSON text; `undefined` where it is not JSON (which JSON itself can never give) or nests deeper than `MAX_JSON_DEPTH`. */
export const openJson = (text: string): unknown => {
  if (tooDeep(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** Structural equality of JSON values; member order does not count. */
export const sameJson = (a: unknown, b: unknown): boolean => {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => sameJson(item, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => Object.hasOwn(b, name) && sameJson(a[name], b[name]));
};

/** One step of an RFC 6901 pointer, escaped. */
export const pointerStep = (name: string): string => `/${/[~/]/.test(name) ? name.replaceAll('~', '~0').replaceAll('/', '~1') : name}`;

import { isObject, type JsonObject } from '../../json';

const NAMES = ['Key', 'key', 'Name', 'name'];
const VALUES = ['Value', 'value'];

/** `{"Key": …, "Value": …}`, as tags and parameters are written. */
const pair = (entry: unknown): readonly [string, unknown] | null => {
  if (!isObject(entry) || Object.keys(entry).length !== 2) return null;
  const name = NAMES.map((each) => entry[each]).find((each) => typeof each === 'string');
  const value = VALUES.find((each) => Object.hasOwn(entry, each));
  return typeof name === 'string' && value !== undefined ? [name, entry[value]] : null;
};

/** What a value of DynamoDB's own JSON holds: `{"S": "text"}`, `{"M": {…}}`; `undefined` for anything else. */
const held = (value: unknown): unknown => {
  const [entry, ...more] = isObject(value) ? Object.entries(value) : [];
  if (entry === undefined || more.length > 0) return undefined;
  const [type, inner] = entry;
  if (type === 'S' && typeof inner === 'string') return inner;
  return type === 'M' && isObject(inner) ? (itemOf(inner) ?? undefined) : undefined;
};

const itemOf = (object: JsonObject): JsonObject | null => {
  const entries = Object.entries(object).map(([name, value]): readonly [string, unknown] => [name, held(value)]);
  return entries.length > 0 && entries.every(([, value]) => value !== undefined) ? Object.fromEntries(entries) : null;
};

/** A map that is written as a list of keys and values, or as an item of DynamoDB, as a map; `null` for anything else. */
export const plainMap = (value: unknown): JsonObject | null => {
  if (isObject(value)) {
    const whole = held(value);
    return isObject(whole) ? whole : itemOf(value);
  }
  if (!Array.isArray(value) || value.length === 0) return null;
  const pairs = value.map(pair);
  return pairs.every((each) => each !== null) ? Object.fromEntries(pairs) : null;
};

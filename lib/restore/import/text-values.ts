import { knownKey } from '../keys';
import type { RestoreMetadata } from '../plan';

/** A value as a text shows it: a text as it is, anything else as JSON. */
export const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/**
 * The map with its values as text: what is JSON instead of a string with JSON inside becomes that string. `null` says nothing, and its key is left out. A value
 * for which there is no such text (an object where a name belongs) stays as it is, and `parseTemplate` refuses it: its JSON would be a name that nobody meant.
 */
export const textValues = (metadata: RestoreMetadata): RestoreMetadata => {
  const entries: readonly [string, unknown][] = Object.entries(metadata);
  const texts = entries.flatMap(([name, value]): [string, unknown][] => {
    if (value === null) return [];
    return [[name, typeof value === 'string' || knownKey(name)?.format === 'text' ? value : JSON.stringify(value)]];
  });
  return Object.fromEntries(texts) as RestoreMetadata;
};

/** The keys whose value is `null`, which are not sent. */
export const nullKeys = (metadata: RestoreMetadata): readonly string[] =>
  Object.entries(metadata as Readonly<Record<string, unknown>>).flatMap(([name, value]) => (value === null ? [name] : []));

import { openJson } from './json';
import type { RestoreMetadata } from './plan';

/** One place in which two maps of restore metadata differ. `null`: it is not there. */
export interface MetadataDifference {
  /** The key, and within a JSON value the way to the place: `NetworkInterfaces/0/PrivateIpAddresses/1/PrivateIpAddress`. */
  readonly at: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** It differs between any two requests, by design. */
const REQUEST_ID = 'aws:backup:request-id';

const leaves = (at: string, value: unknown, into: Map<string, string>): void => {
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value);
    if (members.length === 0) into.set(at, Array.isArray(value) ? '[]' : '{}');
    for (const [name, member] of members) leaves(`${at}/${name}`, member, into);
  } else into.set(at, typeof value === 'string' ? value : JSON.stringify(value));
};

const flat = (metadata: RestoreMetadata): ReadonlyMap<string, string> => {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(metadata))
    if (key !== REQUEST_ID) leaves(key, /^\s*[[{]/.test(value) ? (openJson(value) ?? value) : value, all);
  return all;
};

/** Where two requests differ, in the order of the first, then what only the second has. Their request ids are left out. */
export const compareMetadata = (before: RestoreMetadata, after: RestoreMetadata): readonly MetadataDifference[] => {
  const [a, b] = [flat(before), flat(after)];
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((at) => a.get(at) !== b.get(at))
    .map((at) => ({ at, before: a.get(at) ?? null, after: b.get(at) ?? null }));
};

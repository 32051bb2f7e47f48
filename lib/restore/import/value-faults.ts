import { knownKey } from '../keys';
import type { RestoreMetadata } from '../plan';
import { type JsonFault, jsonFault } from './json-fault';

/** JSON inside a metadata value that cannot be read, and where in the value. */
export interface ValueFault {
  readonly key: string;
  readonly fault: JsonFault;
  /** What stands just before the fault, and from it on. */
  readonly before: string;
  readonly after: string;
}

const BEFORE = 24;
const AFTER = 8;

/** Why values that should hold JSON do not (rule J1 says that they do not, and this says where). */
export const valueFaults = (metadata: RestoreMetadata): readonly ValueFault[] =>
  Object.entries(metadata).flatMap(([key, value]): ValueFault[] => {
    const format = knownKey(key)?.format;
    if ((format !== 'json-array' && format !== 'json-object') || typeof value !== 'string' || value.trim() === '') return [];
    const fault = jsonFault(value);
    if (fault === null) return [];
    const { offset } = fault;
    return [{ key, fault, before: value.slice(Math.max(0, offset - BEFORE), offset), after: value.slice(offset, offset + AFTER) }];
  });

const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);

/** Where a fault of a value stands in the text that the metadata was read from; `null` where it cannot be found. */
export const faultInText = (text: string, value: string, { key, fault }: ValueFault): number | null => {
  const name = text.indexOf(JSON.stringify(key));
  const start = name < 0 ? -1 : text.indexOf(escaped(value), name);
  return start < 0 ? null : start + escaped(value.slice(0, fault.offset)).length;
};

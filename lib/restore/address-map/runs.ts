import type { AddressField } from './field';
import type { Placements } from './placements';
import { isUsableKind, kindOfCode } from './states';

/** Addresses one after another, ends included. */
export interface Run {
  readonly first: number;
  readonly last: number;
}

/** Whether the plan may place `value`: nothing known stands against it, nothing is unknown about it, and the plan does not place it already. */
export const isUsable = (field: AddressField, placements: Placements, value: number): boolean => {
  const offset = value - field.range.first;
  return offset >= 0 && offset < field.range.size && isUsableKind(kindOfCode(field.codes[offset])) && !placements.has(value);
};

/** Whether every address of a run may be placed. */
export const isFreeRun = (field: AddressField, placements: Placements, { first, last }: Run): boolean => {
  for (let value = first; value <= last; value += 1) if (!isUsable(field, placements, value)) return false;
  return true;
};

const startOffset = (field: AddressField, from: number): number => {
  const offset = from - field.range.first;
  return offset >= 0 && offset < field.range.size ? offset : 0;
};

/** The nearest usable address at or above `from`, going round once; `null` where there is none. Agrees with `nextFree` of the rules. */
export const nextUsable = (field: AddressField, placements: Placements, from: number): number | null => {
  const { first, size } = field.range;
  const start = startOffset(field, from);
  for (let step = 0; step < size; step += 1) {
    const value = first + ((start + step) % size);
    if (isUsable(field, placements, value)) return value;
  }
  return null;
};

const runWithin = (field: AddressField, placements: Placements, begin: number, end: number, length: number): Run | null => {
  const { first } = field.range;
  let run = 0;
  for (let offset = begin; offset < end; offset += 1) {
    run = isUsable(field, placements, first + offset) ? run + 1 : 0;
    if (run === length) return { first: first + offset - length + 1, last: first + offset };
  }
  return null;
};

/** The nearest `length` usable addresses in a row that begin at or above `from`, going round once; `null` where there are none. Linear. */
export const nextRun = (field: AddressField, placements: Placements, from: number, length: number): Run | null => {
  if (!Number.isInteger(length) || length < 1) return null;
  const start = startOffset(field, from);
  return (
    runWithin(field, placements, start, field.range.size, length) ??
    runWithin(field, placements, 0, Math.min(field.range.size, start + length - 1), length)
  );
};

/** How many usable addresses the longest run has; 0 where none is usable. Linear. */
export const longestRun = (field: AddressField, placements: Placements): number => {
  let [best, run] = [0, 0];
  for (let offset = 0; offset < field.range.size; offset += 1) {
    run = isUsable(field, placements, field.range.first + offset) ? run + 1 : 0;
    best = Math.max(best, run);
  }
  return best;
};

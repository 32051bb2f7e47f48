import type { Failure } from '../account/types';
import { failure } from './failure';

export type Members = Readonly<Record<string, unknown>>;

export const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Collects the first thing that has the wrong shape, so that readers can go on and stay simple. */
export interface Reader {
  readonly text: (members: Members, name: string) => string | null;
  readonly number: (members: Members, name: string) => number | null;
  readonly flag: (members: Members, name: string) => boolean | null;
  readonly list: (members: Members, name: string) => readonly unknown[];
  /** Each entry is an object with the text member `inner`. */
  readonly texts: (members: Members, name: string, inner: string) => string[];
  readonly refuse: (name: string) => void;
  readonly failure: () => Failure | null;
}

/** A reader of what a JSON string of the metadata holds. An absent member and `null` are the same. */
export const reader = (where: string): Reader => {
  let found: Failure | null = null;
  const refuse = (name: string): void => {
    found ??= failure('InvalidParameterValue', `Invalid value for parameter ${where}${name}.`);
  };
  const read = <T>(members: Members, name: string, is: (value: unknown) => value is T): T | null => {
    const value = members[name];
    if (value === undefined || value === null) return null;
    if (is(value)) return value;
    refuse(name);
    return null;
  };
  const isText = (value: unknown): value is string => typeof value === 'string';
  const list = (members: Members, name: string): readonly unknown[] => read(members, name, (v): v is unknown[] => Array.isArray(v)) ?? [];
  return {
    text: (members, name) => read(members, name, isText) || null,
    number: (members, name) => read(members, name, (v): v is number => typeof v === 'number' && Number.isInteger(v)),
    flag: (members, name) => read(members, name, (v): v is boolean => typeof v === 'boolean'),
    list,
    texts: (members, name, inner) =>
      list(members, name).flatMap((entry) => {
        const value = isMembers(entry) ? entry[inner] : null;
        if (isText(value) && value !== '') return [value];
        refuse(name);
        return [];
      }),
    refuse,
    failure: () => found,
  };
};

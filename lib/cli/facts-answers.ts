import { positionOf } from '@/lib/restore/import/input';
import { jsonFault } from '@/lib/restore/import/json-fault';
import { isObject, type JsonObject, openJson } from '@/lib/restore/json';

/** The answers that `--facts DIR` may hold, each under the name of the AWS CLI's command. */
export const FACTS_FILES = [
  'describe-subnets.json',
  'describe-network-interfaces.json',
  'describe-instance-types.json',
  'describe-instance-type-offerings.json',
  'describe-security-groups.json',
  'describe-key-pairs.json',
  'describe-instances.json',
  'get-subnet-cidr-reservations.json',
  'get-caller-identity.json',
  'get-instance-metadata-defaults.json',
] as const;

export type FactsFile = (typeof FACTS_FILES)[number];

/** What a file holds, and since when (ISO 8601). */
export interface GivenFile {
  readonly text: string;
  readonly asOf: string;
}

export type GivenFacts = Readonly<Partial<Record<FactsFile, GivenFile>>>;

/** Why a facts file is not what the AWS CLI prints; a message key below `cli.facts.`. */
export interface FactsProblem {
  readonly code: 'not-json' | 'no-list' | 'entry' | 'cut-short' | 'no-account';
  readonly params: Readonly<Record<string, string | number>>;
}

/** Thrown by the readers of this folder and caught by `readFacts`: one broken file ends the reading. */
export class BrokenFacts extends Error {
  constructor(readonly problem: FactsProblem) {
    super(problem.code);
  }
}

/** One entry of an answer's list, with its place for complaints. */
export interface Entry {
  readonly file: FactsFile;
  readonly place: string;
  readonly members: JsonObject;
}

const broken = (code: FactsProblem['code'], params: FactsProblem['params']): BrokenFacts => new BrokenFacts({ code, params });

/** The answers in a file: one, or a list of them (`jq -s` of several regions' or subnets' answers). An answer with a NextToken is not all there is. */
export const answersIn = (file: FactsFile, { text }: GivenFile): readonly JsonObject[] => {
  const value = openJson(text);
  if (value === undefined) {
    const { line, column } = positionOf(text, jsonFault(text)?.offset ?? 0);
    throw broken('not-json', { file, line, column });
  }
  const answers = Array.isArray(value) ? value : [value];
  if (answers.length === 0) throw broken('no-list', { file, list: LISTS[file] });
  return answers.map((answer: unknown) => {
    if (!isObject(answer)) throw broken('no-list', { file, list: LISTS[file] });
    if (typeof answer.NextToken === 'string' && answer.NextToken !== '') throw broken('cut-short', { file });
    return answer;
  });
};

const LISTS: Readonly<Record<FactsFile, string>> = {
  'describe-subnets.json': 'Subnets',
  'describe-network-interfaces.json': 'NetworkInterfaces',
  'describe-instance-types.json': 'InstanceTypes',
  'describe-instance-type-offerings.json': 'InstanceTypeOfferings',
  'describe-security-groups.json': 'SecurityGroups',
  'describe-key-pairs.json': 'KeyPairs',
  'describe-instances.json': 'Reservations',
  'get-subnet-cidr-reservations.json': 'SubnetIpv4CidrReservations',
  'get-caller-identity.json': 'Account',
  'get-instance-metadata-defaults.json': 'AccountLevel',
};

/** The entries of a list member; `within` is the place of the object that holds it. */
export const entriesOf = (file: FactsFile, holder: JsonObject, name: string, within = ''): readonly Entry[] => {
  const list = holder[name];
  if (!Array.isArray(list)) throw broken(within === '' ? 'no-list' : 'entry', { file, list: name, place: `${within}${name}` });
  return list.map((members: unknown, i) => {
    const place = `${within}${name}[${i}]`;
    if (!isObject(members)) throw broken('entry', { file, place });
    return { file, place, members };
  });
};

/** All entries of a file's own list. */
export const allEntries = (file: FactsFile, given: GivenFile): readonly Entry[] =>
  answersIn(file, given).flatMap((answer) => entriesOf(file, answer, LISTS[file]));

const complaint = ({ file, place }: Entry, name: string): BrokenFacts => broken('entry', { file, place: `${place}.${name}` });

/** A text that must be there. */
export const textOf = (entry: Entry, name: string): string => {
  const value = entry.members[name];
  if (typeof value !== 'string' || value === '') throw complaint(entry, name);
  return value;
};

/** A text, `null` where there is none. */
export const optionalText = (entry: Entry, name: string): string | null => {
  const value = entry.members[name];
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string') throw complaint(entry, name);
  return value;
};

/** An instant as ISO 8601 in UTC, `null` where there is none. */
export const instantOf = (entry: Entry, name: string): string | null => {
  const text = optionalText(entry, name);
  if (text === null) return null;
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw complaint(entry, name);
  return new Date(at).toISOString();
};

/** A whole number from 0, `fallback` where there is none. */
export const countOf = (entry: Entry, name: string, fallback: number): number => {
  const value = entry.members[name];
  if (value === undefined || value === null) return fallback;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw complaint(entry, name);
  return value;
};

/** A flag, false where there is none. */
export const flagOf = (entry: Entry, name: string): boolean => {
  const value = entry.members[name];
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') throw complaint(entry, name);
  return value;
};

/** The entries of a list inside an entry; none where there is no list. */
export const listIn = (entry: Entry, name: string): readonly Entry[] => {
  const value = entry.members[name];
  return value === undefined || value === null ? [] : entriesOf(entry.file, entry.members, name, `${entry.place}.`);
};

/** An object inside an entry; `null` where there is none. */
export const objectIn = (entry: Entry, name: string): Entry | null => {
  const value = entry.members[name];
  if (value === undefined || value === null) return null;
  if (!isObject(value)) throw complaint(entry, name);
  return { file: entry.file, place: `${entry.place}.${name}`, members: value };
};

/** Plain values of one kind; none where there is no list. */
export const valuesIn = <T extends 'string' | 'number'>(
  entry: Entry,
  name: string,
  kind: T,
): readonly (T extends 'string' ? string : number)[] => {
  const value = entry.members[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value) || value.some((each) => typeof each !== kind)) throw complaint(entry, name);
  return value;
};

/** What `read` makes of a text; a complaint where it makes nothing. */
export const parsedIn = <T>(entry: Entry, name: string, read: (text: string) => T | null): T => {
  const value = read(textOf(entry, name));
  if (value === null) throw complaint(entry, name);
  return value;
};

/** The tags of `Tags` as a map. */
export const tagsOf = (entry: Entry): Readonly<Record<string, string>> =>
  Object.fromEntries(
    listIn(entry, 'Tags').flatMap((each) => {
      const key = optionalText(each, 'Key');
      return key === null ? [] : [[key, optionalText(each, 'Value') ?? ''] as const];
    }),
  );

/** The value of the tag `Name`. */
export const nameTag = (entry: Entry, tags: 'Tags' | 'TagSet'): string | null => {
  const tag = listIn(entry, tags).find((each) => each.members.Key === 'Name');
  return tag === undefined ? null : optionalText(tag, 'Value');
};

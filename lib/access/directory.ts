/** A person as everybody who signs in may know them. */
export interface PersonName {
  /** `''` of somebody erased. */
  readonly name: string;
  readonly state: 'active' | 'disabled' | 'erased';
}

/** Everybody whom the console knows, by their opaque id. Rows and events carry ids; names are looked up here when they are shown. */
export type Directory = Readonly<Record<string, PersonName>>;

/** Who did what was done before there was a sign-in: until then everybody was this one operator. */
const BEFORE_SIGN_IN = 'operator';
/** What the console does by itself, and what is done where a command is run; neither is a person. */
const NO_PERSONS: Readonly<Record<string, 'console' | 'command-line'>> = { rehome: 'console', 'command-line': 'command-line' };

/** Who an id stands for. */
export type Who =
  | { readonly kind: 'person'; readonly name: string }
  /** Somebody before there was a sign-in; the console itself; a command of its host; somebody whose name was erased; an id that no row of people has. */
  | { readonly kind: 'before' | 'console' | 'command-line' | 'erased' | 'unknown' };

/** Who `id` stands for. An id that a person has is that person's, whatever it looks like. */
export const whoIs = (directory: Directory, id: string): Who => {
  const person = Object.hasOwn(directory, id) ? directory[id] : undefined;
  if (person !== undefined) return person.state === 'erased' ? { kind: 'erased' } : { kind: 'person', name: person.name };
  if (id === BEFORE_SIGN_IN) return { kind: 'before' };
  return { kind: (Object.hasOwn(NO_PERSONS, id) ? NO_PERSONS[id] : undefined) ?? 'unknown' };
};

/**
 * What stands for a name where there is no room for it: of Latin and similar letters the first ones of its first two words, of any other script (佐藤 花子) the first
 * character. `''` of an empty name.
 */
export const initialsOf = (name: string): string => {
  const [first = '', second = ''] = name.split(/[\s._-]+/).filter((word) => word !== '');
  const letter = (word: string): string => [...word][0]?.toUpperCase() ?? '';
  return /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(first) ? letter(first) + letter(second) : letter(first);
};

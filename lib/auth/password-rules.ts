import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { processWide } from '@/lib/process-wide';

/** Characters, not bytes. NIST SP 800-63B-4 asks for 8 beside a second factor and 15 without; no rules of composition. */
const MIN_PASSWORD = 12;
export const MAX_PASSWORD = 128;

/** Below this many guesses a password is refused: what an attacker tries in an afternoon against a stolen hash. */
const FEWEST_GUESSES = 1e8;

/** Why a password is not taken. `common`: it stands in lists of passwords, or is made of what stands there. `own-name`: it holds the person's name or e-mail address. */
export type PasswordRefusal = { readonly code: 'weak-password'; readonly why: 'too-short' | 'too-long' | 'common' | 'own-name' };

// A second or so of reading word lists, at the first password that is chosen.
const judge = (): ZxcvbnFactory =>
  processWide(
    'password-judge',
    () => new ZxcvbnFactory({ dictionary: { ...dictionary, own: ['rehome', 'restore', 'backup', 'aws'] }, graphs: adjacencyGraphs }),
  );

const plain = (text: string): string => text.normalize('NFKC').toLowerCase();
/** Letters of an alphabet say little in threes; two of a writing with thousands of characters are a name. */
const tells = (word: string): boolean => word.length >= (/^[\x20-\x7e]+$/.test(word) ? 4 : 2);

/** Why `password` is not taken as that of this person; `null` where it is. Nothing leaves the process: the lists come with the product. */
export const passwordRefusal = (password: string, person: { readonly name: string; readonly email: string }): PasswordRefusal | null => {
  const refused = (why: PasswordRefusal['why']): PasswordRefusal => ({ code: 'weak-password', why });
  const length = [...password].length;
  if (length < MIN_PASSWORD) return refused('too-short');
  if (length > MAX_PASSWORD) return refused('too-long');
  const words = plain(`${person.name} ${person.email.replace(/@.*$/s, '')}`).split(/[\s._+-]+/);
  const own = [...words, plain(person.name).replaceAll(/\s/g, '')].filter(tells);
  if (own.some((word) => plain(password).includes(word))) return refused('own-name');
  return judge().check(password).guesses < FEWEST_GUESSES ? refused('common') : null;
};

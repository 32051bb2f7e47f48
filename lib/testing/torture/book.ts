/**
 * What persons were told. At the end it is held against what is stored and what the account has: whatever was acknowledged must be there, and whatever was said
 * must have been true.
 */
export interface Book {
  /** Drafts whose save was acknowledged, with the highest revision that was. */
  readonly drafts: Map<string, number>;
  /** Restores that a person was told of by id, with what was said last: begun, or refused by AWS. */
  readonly restores: Map<string, 'begun' | 'refused'>;
  /** Answers by what they said: `ok`, a code, or `no answer`. */
  readonly answers: Map<string, number>;
}

export const newBook = (): Book => ({ drafts: new Map(), restores: new Map(), answers: new Map() });

/** Counts one more answer that said `what`. */
export const count = (book: Book, what: string): void => void book.answers.set(what, (book.answers.get(what) ?? 0) + 1);

import type { Diagnostic } from './diagnostic';

const texts = new WeakMap<Diagnostic, string>();

const textOf = (diagnostic: Diagnostic): string => {
  const known = texts.get(diagnostic);
  if (known !== undefined) return known;
  const text = JSON.stringify(diagnostic);
  texts.set(diagnostic, text);
  return text;
};

/**
 * A new verdict in which each finding that was there before is the same object as before, and which is the old list itself where nothing is new: an edit of one
 * slot then does not draw anew what is said of all others.
 */
export const reuseUnchanged = (before: readonly Diagnostic[], now: readonly Diagnostic[]): readonly Diagnostic[] => {
  const known = new Map(before.map((each) => [textOf(each), each]));
  const kept = now.map((each) => known.get(textOf(each)) ?? each);
  return kept.length === before.length && kept.every((each, i) => each === before[i]) ? before : kept;
};

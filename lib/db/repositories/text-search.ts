/** The words of a search text; each must be found. A NUL, which PostgreSQL cannot hold, parts words as a space does. */
export const words = (text: string): readonly string[] =>
  text
    .replaceAll('\0', ' ')
    .split(/\s+/)
    .filter((word) => word !== '');

/** A LIKE pattern that finds `word` anywhere, its own wildcards taken literally. */
export const containing = (word: string): string => `%${word.replace(/[\\%_]/g, '\\$&')}%`;

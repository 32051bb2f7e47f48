/** One item a key, the last of each: one statement must not write a row twice, and a list that changes while it is paged may name an item twice. */
export const unique = <T>(items: readonly T[], key: (item: T) => string): readonly T[] => [
  ...new Map(items.map((item) => [key(item), item])).values(),
];

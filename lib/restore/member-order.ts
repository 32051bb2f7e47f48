import type { JsonObject } from './json';
import { MEMBER_ORDER } from './member-forms';

/** An interface's members in the order of the backup's own (`original`), those that it did not have in AWS's. Only printing asks for it. */
export const inOrder = (members: JsonObject, original: JsonObject): JsonObject => {
  const rank = new Map(Object.keys(original).map((name, i) => [name, i]));
  const place = (name: string): number => {
    const own = rank.get(name);
    if (own !== undefined) return own;
    // A member the backup did not have stands behind its predecessor in AWS's order.
    for (let i = MEMBER_ORDER.indexOf(name) - 1; i >= 0; i -= 1) {
      const before = rank.get(MEMBER_ORDER[i] ?? '');
      if (before !== undefined) return before + (MEMBER_ORDER.indexOf(name) + 1) / 100;
    }
    return rank.size + MEMBER_ORDER.indexOf(name) + 1;
  };
  return Object.fromEntries(Object.entries(members).sort(([a], [b]) => place(a) - place(b)));
};

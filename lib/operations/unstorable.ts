/** A NUL, or half of a pair of surrogates: `\p{Surrogate}` finds those that stand alone. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/**
 * Where text stands that PostgreSQL takes not at all (a NUL) or not in JSON (half a character), as `query.filter.text`; `null` where there is none. No name and no text
 * of AWS's is such: a search or a note with one would end as an error of the console's own.
 */
export const unstorableIn = (value: unknown, path = ''): string | null => {
  if (typeof value === 'string') return UNSTORABLE.test(value) ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, member] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    const found = UNSTORABLE.test(key) ? path : unstorableIn(member, at);
    if (found !== null) return found;
  }
  return null;
};

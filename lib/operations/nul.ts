/**
 * Where a NUL stands in what was sent, as `query.filter.text`; `null` where there is none. No name and no text of AWS's holds one, and PostgreSQL takes none: a search with one would
 * end as an error of the console's own.
 */
export const nulIn = (value: unknown, path = ''): string | null => {
  if (typeof value === 'string') return value.includes('\0') ? path : null;
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, member] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    const found = key.includes('\0') ? path : nulIn(member, at);
    if (found !== null) return found;
  }
  return null;
};

/**
 * A value that exists once per process. A bundler may load a module once for pages and once for handlers; clients, caches and
 * work under way must not double with it.
 */
export const processWide = <T>(name: string, make: () => T): T => {
  const key = Symbol.for(`rehome.${name}`);
  const shared = globalThis as unknown as Record<symbol, T | undefined>;
  const known = shared[key];
  if (known !== undefined) return known;
  const made = make();
  shared[key] = made;
  return made;
};

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** The name in a Host header, in lower case and without its port; `null` where it is none. */
const hostNameOf = (header: string | null): string | null => {
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]/?#@\s]+)(?::\d{1,5})?$/.exec((header ?? '').toLowerCase());
  return match?.[1] ?? null;
};

/**
 * Whether a request that names `header` as its host may be answered: loopback under any port, or one of `allowed`. A page of another
 * origin that made its own name point here (DNS rebinding) gives its own name and is refused.
 */
export const mayAnswerHost = (header: string | null, allowed: ReadonlySet<string>): boolean => {
  const name = hostNameOf(header);
  return name !== null && (loopback.has(name) || allowed.has(name));
};

/** Whether a Host header names this machine itself. */
export const isLoopback = (header: string | null): boolean => {
  const name = hostNameOf(header);
  return name !== null && loopback.has(name);
};

/**
 * Does `work` for each of `items`, at most `atOnce` at a time, begun in their order. Where one fails, no other is begun; when those under way have come to their end, the first failure is thrown.
 */
export const eachAtOnce = async <T>(items: Iterable<T>, atOnce: number, work: (item: T) => Promise<void>): Promise<void> => {
  const queue = items[Symbol.iterator]();
  const failures: unknown[] = [];
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); next.done !== true && failures.length === 0; next = queue.next())
      await work(next.value).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failures.length > 0) throw failures[0];
};

/**
 * Makes what does work of many callers, at most `atOnce` pieces of it at a time; the others wait, and are begun in the order in which they came. Answers with what the
 * work answers, or throws what it throws.
 */
export const limitedTo = (atOnce: number): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let free = atOnce;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // Who waits takes the place over, so that nobody who comes in between takes it.
      if (next === undefined) free += 1;
      else next();
    }
  };
};

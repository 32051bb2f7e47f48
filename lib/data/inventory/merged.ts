/**
 * What several sources give, as it comes, one item at a time. While one is dealt with, each source already makes its next. Whoever stops early ends all of them; the
 * first that throws ends the others and is thrown.
 */
export async function* merged<T>(sources: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  const next = (source: AsyncGenerator<T>) => {
    const coming = source.next().then((step) => ({ source, step }));
    // It may fail while another's item is dealt with; it is thrown when its turn comes.
    coming.catch(() => undefined);
    return coming;
  };
  const coming = new Map(sources.map((source) => [source, next(source)]));
  try {
    while (coming.size > 0) {
      const { source, step } = await Promise.race(coming.values());
      if (step.done === true) {
        coming.delete(source);
        continue;
      }
      coming.set(source, next(source));
      yield step.value;
    }
  } finally {
    await Promise.allSettled([...coming.keys()].map((source) => source.return(undefined)));
  }
}

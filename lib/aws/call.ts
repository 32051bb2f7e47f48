import type { AwsProblem } from '@/lib/aws-problem';
import { err, ok, type Result } from '@/lib/result';
import { classify } from './errors';

/** Runs one call of the SDK: its answer, or its failure classified. `action` is the IAM action it needs. */
export const call = async <T>(action: string, send: () => Promise<T>): Promise<Result<T, AwsProblem>> => {
  try {
    return ok(await send());
  } catch (error) {
    return err(classify(error, action));
  }
};

/** A page of a long list: its items, and the token that gives the next one. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/**
 * Walks a paged list. Yields each page as it comes; a failure is yielded once and ends the walk, so that what was read before it is not lost.
 * AWS may send an empty page that has a token, and a token that repeats would never end: the second time it is taken for the last.
 * `pace` says when each call has its turn; without one it is at once.
 */
export async function* pages<T>(
  action: string,
  read: (token: string | undefined) => Promise<Page<T>>,
  pace?: { readonly run: <R>(send: () => Promise<Result<R, AwsProblem>>) => Promise<Result<R, AwsProblem>> },
): AsyncGenerator<Result<readonly T[], AwsProblem>> {
  let token: string | undefined;
  for (;;) {
    const from = token;
    const send = () => call(action, () => read(from));
    const page = await (pace === undefined ? send() : pace.run(send));
    if (!page.ok) {
      yield page;
      return;
    }
    yield ok(page.value.items);
    if (page.value.next === undefined || page.value.next === '' || page.value.next === from) return;
    token = page.value.next;
  }
}

/** Every item of a paged list at once; the first failure fails it all. */
export const all = async <T>(walk: AsyncIterable<Result<readonly T[], AwsProblem>>): Promise<Result<readonly T[], AwsProblem>> => {
  const items: T[] = [];
  for await (const page of walk) {
    if (!page.ok) return page;
    for (const item of page.value) items.push(item);
  }
  return ok(items);
};

/** `list` in runs of at most `size`, for calls that take so many ids at once. */
export const batches = <T>(list: readonly T[], size: number): (readonly T[])[] => {
  const runs: (readonly T[])[] = [];
  for (let start = 0; start < list.length; start += size) runs.push(list.slice(start, start + size));
  return runs;
};

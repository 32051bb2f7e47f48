import { QueryObserver } from '@tanstack/react-query';
import { expect, it } from 'vitest';
import { makeQueryClient } from './query-client';

/** A query whose answers a test gives one by one. */
const asked = () => {
  const client = makeQueryClient();
  const waiting: { readonly resolve: (value: number) => void; readonly reject: (error: Error) => void }[] = [];
  const ask = (): Promise<number> => new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  const observer = new QueryObserver<number>(client, { queryKey: ['asked'], queryFn: ask, retry: false, refetchInterval: false });
  const stop = observer.subscribe(() => undefined);
  const next = () => waiting.shift();
  return { next, observer, stop, waiting };
};

it('keeps the failure of what has nothing to show while it is asked for again, until that has come to its end', async () => {
  const { next, observer, stop, waiting } = asked();
  const first = new Error('out of reach');
  next()?.reject(first);
  await expect.poll(() => observer.getCurrentResult().error).toBe(first);
  void observer.refetch();
  await expect.poll(() => waiting.length).toBe(1);
  expect(observer.getCurrentResult()).toMatchObject({ error: first, isError: true, isPending: false, isFetching: true });
  const second = new Error('still out of reach');
  next()?.reject(second);
  await expect.poll(() => observer.getCurrentResult().error).toBe(second);
  void observer.refetch();
  await expect.poll(() => waiting.length).toBe(1);
  next()?.resolve(7);
  await expect.poll(() => observer.getCurrentResult()).toMatchObject({ data: 7, error: null, isSuccess: true });
  stop();
});

it('keeps what is known beside a later failure, as before', async () => {
  const { next, observer, stop, waiting } = asked();
  next()?.resolve(7);
  await expect.poll(() => observer.getCurrentResult().data).toBe(7);
  void observer.refetch();
  await expect.poll(() => waiting.length).toBe(1);
  const failure = new Error('out of reach');
  next()?.reject(failure);
  await expect.poll(() => observer.getCurrentResult()).toMatchObject({ data: 7, error: failure });
  stop();
});

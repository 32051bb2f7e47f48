import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { type HandedAnswer, HandedOver } from './handed-over';
import { packRows } from './packed-rows';

const KEY = ['vaults', 'here'];
const asked: string[] = [];

/** What each drawing of it showed. */
const drawn: string[] = [];
const Vaults = () => {
  const { data } = useQuery({
    queryKey: KEY,
    staleTime: 60_000,
    queryFn: async () => {
      asked.push('vaults');
      return 'asked for';
    },
  });
  drawn.push(String(data));
  return <p>{data}</p>;
};

const show = (client: QueryClient, answers: readonly HandedAnswer[]) => {
  drawn.length = 0;
  asked.length = 0;
  return render(
    <QueryClientProvider client={client}>
      <HandedOver answers={answers}>
        <Vaults />
      </HandedOver>
    </QueryClientProvider>,
  );
};
const now = Date.now();
const handed = (data: string, updatedAt = now): readonly HandedAnswer[] => [{ queryKey: KEY, data, updatedAt }];

describe('an answer that comes with the page', () => {
  it('is there at the first paint, and is not asked for again', () => {
    show(new QueryClient(), handed('of the server'));
    expect(drawn[0]).toBe('of the server');
    expect(asked).toEqual([]);
  });

  it('has the rows that were packed for the way', () => {
    const client = new QueryClient();
    const rows = [{ arn: 'a', name: null }, { arn: 'b' }];
    show(client, [
      { queryKey: ['points'], data: { total: 2, points: [] }, updatedAt: now, packed: { name: 'points', rows: packRows(rows) } },
    ]);
    expect(client.getQueryData(['points'])).toEqual({ total: 2, points: rows });
  });

  it('that is only a beginning is there as well, and the whole is asked for', async () => {
    show(new QueryClient(), handed('the beginning', 0));
    expect(drawn[0]).toBe('the beginning');
    expect(await screen.findByText('asked for')).toBeDefined();
  });

  it('takes the place of an older one once the page is there, not while it is drawn', async () => {
    const client = new QueryClient();
    client.setQueryData(KEY, 'of before', { updatedAt: now - 1_000 });
    show(client, handed('of the server'));
    expect(drawn[0]).toBe('of before');
    expect(await screen.findByText('of the server')).toBeDefined();
  });

  it('does not take the place of a newer one, whole or only the beginning', async () => {
    const client = new QueryClient();
    client.setQueryData(KEY, 'newer', { updatedAt: now + 1_000 });
    const page = show(client, handed('of the server'));
    page.unmount();
    show(client, handed('the beginning', 0));
    expect(client.getQueryData(KEY)).toBe('newer');
  });
});

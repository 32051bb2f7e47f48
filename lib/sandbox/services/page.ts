import type { AwsFault } from '../wire/fault';

/** How an operation pages: its limits, and what AWS says to a bad size or token. */
export interface Paging {
  readonly least: number;
  readonly most: number;
  readonly badSize: (size: number) => AwsFault;
  readonly badToken: () => AwsFault;
}

const tokenOf = (offset: number): string => Buffer.from(`page:${offset}`).toString('base64url');

const offsetOf = (token: string): number | null => {
  const text = /^page:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString('utf8'));
  return text === null ? null : Number(text[1]);
};

/** One page of `items`, and the token of the next where there is one. */
export const pageOf = <T>(
  items: readonly T[],
  token: string | undefined,
  size: number | undefined,
  paging: Paging,
): { items: T[]; next: string | undefined } => {
  if (size !== undefined && !(size >= paging.least && size <= paging.most)) throw paging.badSize(size);
  const offset = token === undefined ? 0 : offsetOf(token);
  if (offset === null) throw paging.badToken();
  const end = offset + (size ?? paging.most);
  return { items: items.slice(offset, end), next: end < items.length ? tokenOf(end) : undefined };
};

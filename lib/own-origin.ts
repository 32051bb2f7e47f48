import type { ForeignReason } from '@/lib/problem';

/** Whom a request was addressed to. */
interface Addressed {
  /** Host and port, in lower case, as the browser has them in its address bar. */
  readonly host: string;
  /** `null`: not known. Whoever ends TLS before the console need not tell. */
  readonly scheme: 'http' | 'https' | null;
}

const one = (headers: Headers, name: string): string | null => {
  const value = headers.get(name)?.trim().toLowerCase() ?? '';
  return value === '' ? null : value;
};

/** The hosts that `Forwarded` (RFC 7239) names. */
const hostsIn = (forwarded: string): readonly string[] =>
  [...forwarded.matchAll(/(?:^|[;,\s])host\s*=\s*(?:"([^"]*)"|([^;,\s]*))/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');

/**
 * Whom a request was addressed to; `null` where that cannot be told, or where it has been forwarded under another name and that is not trusted. With `trust`, the proxy
 * before the console says it: X-Forwarded-Host and X-Forwarded-Proto, one value each.
 */
export const addressedTo = (headers: Headers, trust: boolean): Addressed | null => {
  const host = one(headers, 'host');
  const forwardedHost = one(headers, 'x-forwarded-host');
  const known = trust ? (forwardedHost ?? host) : host;
  if (known === null || known.includes(',')) return null;
  // Next writes X-Forwarded-Host itself where there is none, the same as Host.
  if (!trust && forwardedHost !== null && forwardedHost !== host) return null;
  if (hostsIn(one(headers, 'forwarded') ?? '').some((each) => each !== known)) return null;
  const proto = trust ? one(headers, 'x-forwarded-proto') : null;
  return { host: known, scheme: proto === 'http' || proto === 'https' ? proto : null };
};

/**
 * Why a write is not one of this console's own pages; `null` where it is. Two things that a page cannot forge have to agree: `Origin` must name the very host and port that were
 * addressed, and the browser itself must call the request same-origin (`Sec-Fetch-Site`), in which it takes the scheme into account as well.
 */
export const foreignWrite = (headers: Headers, trust: boolean): ForeignReason | null => {
  const own = addressedTo(headers, trust);
  if (own === null) return 'forwarded';
  const origin = one(headers, 'origin');
  if (origin === null) return 'no-origin';
  if (!isOwn(origin, own)) return 'other-origin';
  const site = one(headers, 'sec-fetch-site');
  if (site === null) return 'insecure';
  return site === 'same-origin' ? null : 'other-site';
};

/** Why a read that the console answers with data comes from a foreign page; `null` where it does not. Scripts, which send neither header, may read. */
export const foreignRead = (headers: Headers, trust: boolean): ForeignReason | null => {
  const site = one(headers, 'sec-fetch-site');
  if (site === 'cross-site' || site === 'same-site') return 'other-site';
  const origin = one(headers, 'origin');
  if (origin === null) return null;
  const own = addressedTo(headers, trust);
  if (own === null) return 'forwarded';
  return isOwn(origin, own) ? null : 'other-origin';
};

const isOwn = (origin: string, { host, scheme }: Addressed): boolean => {
  const match = /^(https?):\/\/([^/?#@\s]+)$/.exec(origin);
  if (match === null) return false;
  const [, by = '', at = ''] = match;
  const plain = (name: string): string => name.replace(by === 'https' ? /:443$/ : /:80$/, '');
  return plain(at) === plain(host) && (scheme === null || scheme === by);
};

import 'server-only';
import { headers } from 'next/headers';
import { trustForwarded } from '@/lib/env';
import { isLoopback } from '@/lib/host';
import { addressedTo } from '@/lib/own-origin';

/** Where a request comes from, as far as it can be told. */
export interface Visitor {
  /** Scheme, host and port of the console, as the browser addresses it. */
  readonly origin: string;
  /** The address that the request came from; `null` where nobody whom we trust says it. */
  readonly address: string | null;
  readonly userAgent: string;
  /** It was made on this very machine, and addressed to it. */
  readonly onLoopback: boolean;
}

const LOOPBACK = /^(?:127(?:\.\d{1,3}){3}|::1|::ffff:127(?:\.\d{1,3}){3})$/;

/**
 * The scheme that the browser uses. Off loopback the console is used over https only (`refusedAtTheDoor`); on loopback a write names it as its origin, and a proxy that
 * is trusted may say it.
 */
const schemeOf = (given: Headers, host: string, told: 'http' | 'https' | null): 'http' | 'https' => {
  if (!isLoopback(host)) return 'https';
  if (told !== null) return told;
  return given.get('origin')?.startsWith('https:') === true ? 'https' : 'http';
};

/** Reads of headers who makes a request; see `visitor`. */
export const visitorOf = (given: Headers, trust: boolean): Visitor => {
  const own = addressedTo(given, trust);
  const host = own?.host ?? given.get('host') ?? '';
  // Next adds the address of the connection itself; whoever is nearest to us stands last.
  const from = (given.get('x-forwarded-for') ?? '').split(',').map((each) => each.trim());
  return {
    origin: `${schemeOf(given, host, own?.scheme ?? null)}://${host}`,
    address: trust ? (from.at(-1) ?? null) : null,
    userAgent: (given.get('user-agent') ?? '').slice(0, 400),
    onLoopback: isLoopback(host) && from.every((each) => each === '' || LOOPBACK.test(each)),
  };
};

/** Who makes the request that is being answered. */
export const visitor = async (): Promise<Visitor> => visitorOf(new Headers(await headers()), trustForwarded());

import { isLoopback } from '@/lib/host';
import { contentSecurityPolicy } from './content-security-policy';

const YEAR_SECONDS = 31_536_000;

/** How a page was asked for. */
interface Asked {
  /** As the browser has it in its address bar; `null`: not known. */
  readonly host: string | null;
  /** Of this answer alone. */
  readonly nonce: string;
  readonly development: boolean;
}

/** Keeps a browser to https from then on, under whatever name but those of this machine. `host`: as the browser has it in its address bar; `null`: not known. */
export const transportHeaders = (host: string | null): Readonly<Record<string, string>> =>
  host === null || isLoopback(host) ? {} : { 'strict-transport-security': `max-age=${YEAR_SECONDS}; includeSubDomains` };

/**
 * The headers that depend on how a page was asked for; those that are the same on every answer are in next.config.js. Off loopback a browser is served over https only
 * (`refusedAtTheDoor`), so there it is told to keep to that. On loopback it is not: it would keep every other program of that machine to https, too.
 */
export const answerHeaders = ({ host, nonce, development }: Asked): Readonly<Record<string, string>> => ({
  'content-security-policy': contentSecurityPolicy(nonce, development),
  ...transportHeaders(host),
});

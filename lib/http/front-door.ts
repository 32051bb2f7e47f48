import { isLoopback, mayAnswerHost } from '@/lib/host';
import { addressedTo, foreignWrite } from '@/lib/own-origin';
import type { Problem } from '@/lib/problem';
import { transportHeaders } from './answer-headers';
import { isBodyTooLarge, MAX_BODY_BYTES } from './body-limit';
import { isMalformedAddress } from './malformed-address';

/** What of the environment decides whom the console answers. */
export interface FrontDoor {
  /** Names beside the loopback ones, as `parseAllowedHosts` reads them. */
  readonly allowedHosts: ReadonlySet<string>;
  /** Whether the proxy before the console may say to whom a request was addressed. */
  readonly trustForwarded: boolean;
  /** Is told what is refused of what would change something, for the record. */
  readonly note: (code: 'foreign-request' | 'body-too-large') => void;
}

/** What the door looks at of a request. */
type Asked = Pick<Request, 'method' | 'headers' | 'body' | 'url'>;

/** What is refused before anything of the request is looked at by a page, a handler or an action. */
type Refused =
  | { readonly code: 'bad-address' }
  | { readonly code: 'method-not-allowed' }
  | Extract<Problem, { readonly code: 'foreign-request' }>
  | { readonly code: 'body-too-large'; readonly maxBytes: number };

const STATUS: Readonly<Record<Refused['code'], number>> = {
  'bad-address': 400,
  'foreign-request': 403,
  'method-not-allowed': 405,
  'body-too-large': 413,
};
/** Nothing here is asked for by another method. */
const SERVED = new Set(['GET', 'HEAD', 'OPTIONS', 'POST']);
const READS = new Set(['GET', 'HEAD']);

const WRONG_HOST =
  'This console answers only to 127.0.0.1, localhost and the names in REHOME_ALLOWED_HOSTS. Add the name in the address bar there to use it.\n';
const NEEDS_TLS =
  'This console can be used over https only, but on the machine that it runs on: put a reverse proxy with TLS in front of it.\n';

/** Nothing of a refusal is to be shown as anything else, or kept. */
const HEADERS = { 'cache-control': 'private, no-store', 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" };

const text = (status: number, sentence: string): Response =>
  new Response(sentence, { status, headers: { ...HEADERS, 'content-type': 'text/plain; charset=utf-8' } });

/** A refusal as JSON. The browser's side of a server action (Next 16) hands on what is no answer of an action only where its type is exactly `text/plain`: `heard` reads it there. */
const refusal = (problem: Refused, headers: Headers): Response =>
  new Response(JSON.stringify({ problem }), {
    status: STATUS[problem.code],
    headers: {
      'content-type': headers.has('next-action') ? 'text/plain' : 'application/json',
      ...(problem.code === 'method-not-allowed' ? { allow: [...SERVED].join(', ') } : {}),
      ...HEADERS,
    },
  });

/** By which methods the console is asked, the same at every address: a page has no answer of its own to this in Next but a bare 400. Who may ask from another origin it does not say: nobody may. */
const methods = (): Response => new Response(null, { status: 204, headers: { ...HEADERS, allow: [...SERVED].join(', ') } });

/**
 * The answer to a request that no page, handler or action is asked about, most of all to one that the console does not take; `null` to every other. In this order: its host name, its address, whether a browser could be served, its method, whose page a write comes from,
 * how much it sends. Asked before every page, handler and server action, so that Next's own comparison, which believes X-Forwarded-Host, has nothing left to decide.
 */
export const refusedAtTheDoor = async (request: Asked, door: FrontDoor): Promise<Response | null> => {
  const host = request.headers.get('host');
  const forwarded = door.trustForwarded ? request.headers.get('x-forwarded-host') : null;
  const hosts = forwarded === null ? [host] : [host, forwarded];
  if (hosts.some((each) => !mayAnswerHost(each, door.allowedHosts))) return text(421, WRONG_HOST);
  const addressed = forwarded ?? host;
  const answer = await refusedOfOurs(request, addressed, door);
  for (const [name, value] of Object.entries(transportHeaders(addressed))) answer?.headers.set(name, value);
  return answer;
};

const refusedOfOurs = async (request: Asked, host: string | null, { trustForwarded, note }: FrontDoor): Promise<Response | null> => {
  const { pathname, search } = new URL(request.url);
  if (isMalformedAddress(pathname, search)) return refusal({ code: 'bad-address' }, request.headers);
  if (!isLoopback(host) && isWithoutTls(request.headers, trustForwarded)) return text(403, NEEDS_TLS);
  if (!SERVED.has(request.method)) return refusal({ code: 'method-not-allowed' }, request.headers);
  if (request.method === 'OPTIONS') return methods();
  if (READS.has(request.method)) return null;
  const reason = foreignWrite(request.headers, trustForwarded);
  const problem = reason !== null ? ({ code: 'foreign-request', reason } as const) : await tooLarge(request);
  if (problem === null) return null;
  note(problem.code);
  return refusal(problem, request.headers);
};

const tooLarge = async (request: Pick<Request, 'headers' | 'body'>) =>
  (await isBodyTooLarge(request)) ? ({ code: 'body-too-large', maxBytes: MAX_BODY_BYTES } as const) : null;

/**
 * A proxy that is trusted says that the browser used plain http; or a browser does not say where its request comes from, which every one does over https and on loopback.
 * No cookie of a session would be kept then, and nothing could be written from the page, so it is not begun.
 */
const isWithoutTls = (headers: Headers, trust: boolean): boolean =>
  addressedTo(headers, trust)?.scheme === 'http' ||
  (headers.get('sec-fetch-site') === null && (headers.get('user-agent') ?? '').startsWith('Mozilla/'));

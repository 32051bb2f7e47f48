import { type NextRequest, NextResponse } from 'next/server';
import { allowedHosts, trustForwarded } from '@/lib/env';
import { answerHeaders } from '@/lib/http/answer-headers';
import { refusedAtTheDoor } from '@/lib/http/front-door';
import { recordAtTheDoor } from '@/lib/operations/at-the-door';
import { addressedTo } from '@/lib/own-origin';
import { PATH_HEADER } from '@/lib/own-path';

const NONCE_BYTES = 16;

/**
 * Before every page, action and handler: refuses what the console does not take (`refusedAtTheDoor`), and gives each answer a content security policy with a nonce of
 * its own.
 */
export const proxy = async (request: NextRequest): Promise<Response> => {
  const refused = await refusedAtTheDoor(request, {
    allowedHosts: allowedHosts(),
    trustForwarded: trustForwarded(),
    note: (code) => recordAtTheDoor(code, request),
  });
  if (refused !== null) return refused;
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(NONCE_BYTES))).toString('base64');
  const host = addressedTo(request.headers, trustForwarded())?.host ?? request.headers.get('host');
  const answer = answerHeaders({ host, nonce, development: process.env.NODE_ENV === 'development' });
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // Next reads the nonce for its own scripts from here.
  headers.set('content-security-policy', answer['content-security-policy'] ?? '');
  onlyWhatIsTrusted(headers, host);
  headers.set(PATH_HEADER, pathOf(request));
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(answer)) response.headers.set(name, value);
  return response;
};

/** The page that is asked for, without what Next adds to tell its own requests apart. */
const pathOf = ({ nextUrl }: NextRequest): string => {
  const search = new URLSearchParams(nextUrl.search);
  search.delete('_rsc');
  const text = search.toString();
  return `${nextUrl.pathname}${text === '' ? '' : `?${text}`}`;
};

/** Nothing behind believes a forwarded host that was not believed here. */
const onlyWhatIsTrusted = (headers: Headers, host: string | null): void => {
  headers.delete('forwarded');
  if (host !== null) headers.set('x-forwarded-host', host);
};

// What a build makes is the same for everybody and holds no data.
export const config = { matcher: ['/((?!_next/static/).*)'] };

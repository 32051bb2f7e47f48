import { type NextRequest, NextResponse } from 'next/server';
import { allowedHosts } from '@/lib/env';
import { contentSecurityPolicy } from '@/lib/http/content-security-policy';
import { mayAnswerHost } from '@/lib/http/host';

const NONCE_BYTES = 16;

const refusal =
  'This console answers only to 127.0.0.1, localhost and the names in REHOME_ALLOWED_HOSTS. Add the name in the address bar there to use it.\n';

/** Before every page, action and handler: refuses foreign host names, and gives each answer a content security policy with a nonce of its own. */
export const proxy = (request: NextRequest): NextResponse => {
  if (!mayAnswerHost(request.headers.get('host'), allowedHosts())) {
    return new NextResponse(refusal, { status: 421, headers: { 'content-type': 'text/plain; charset=utf-8' } });
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(NONCE_BYTES))).toString('base64');
  const policy = contentSecurityPolicy(nonce, process.env.NODE_ENV === 'development');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // Next reads the nonce for its own scripts from here.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
};

// What a build makes is the same for everybody and holds no data.
export const config = { matcher: ['/((?!_next/static/).*)'] };

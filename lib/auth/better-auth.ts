import 'server-only';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { db } from '@/lib/db/client';
import { maySignIn, recordSignIn, type SignInMethod } from '@/lib/db/repositories/sessions';
import { people } from '@/lib/db/schema/people';
import { identities, rateLimits, sessions, verifications } from '@/lib/db/schema/sign-in';
import { authSecret } from '@/lib/env';
import { processWide } from '@/lib/process-wide';
import { hashPassword, verifyPassword } from './password-hash';
import { MAX_PASSWORD } from './password-rules';
import { sessionCookieName } from './session-cookie';

/** The longest that a session may last; the settings usually end it earlier (session.ts). */
export const LONGEST_SECONDS = 30 * 24 * 3_600;
/** So many addresses of one console are kept apart: its names, and the ports that they are reached by. */
const MAX_ORIGINS = 20;
/** Under this name Better Auth is told where a request came from. */
export const ADDRESS_HEADER = 'x-rehome-address';

/** How somebody proves who they are without Better Auth. */
const OPENED_BY = ['link', 'demo', 'oidc'] as const;

/** Opens a session for a person who has proved otherwise who they are: by a one-time link, with an identity provider, or by a click where that is a way to sign in. Not reachable by an address. */
const sessionsOfOurs = {
  id: 'rehome-sessions',
  endpoints: {
    openSession: createAuthEndpoint.serverOnly(
      { method: 'POST', body: z.object({ person: z.string(), method: z.enum(OPENED_BY) }) },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.person);
        const session = user === null ? null : await ctx.context.internalAdapter.createSession(user.id);
        if (user === null || session === null) return { opened: false };
        await setSessionCookie(ctx, { session, user });
        return { opened: true };
      },
    ),
  },
};

/** How somebody signed in, by what of Better Auth opened the session. */
const methodOf = (context: { readonly body?: unknown } | null): SignInMethod => {
  const body = z.object({ method: z.enum(OPENED_BY) }).safeParse(context?.body);
  return body.success ? body.data.method : 'password';
};

/**
 * Better Auth for one address of the console, which it needs for its cookies. It is asked through `api` by lib/auth alone, and answers no address of its own: nobody can
 * sign up, nothing of other providers is linked by itself, and nothing is told to anybody outside.
 */
const make = (origin: string) =>
  betterAuth({
    appName: 'Rehome',
    baseURL: origin,
    secret: authSecret(),
    telemetry: { enabled: false },
    logger: { disabled: true },
    database: drizzleAdapter(db(), {
      provider: 'pg',
      schema: { user: people, session: sessions, account: identities, verification: verifications, rateLimit: rateLimits },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 1,
      maxPasswordLength: MAX_PASSWORD,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    account: { accountLinking: { enabled: false } },
    session: { expiresIn: LONGEST_SECONDS, disableSessionRefresh: true, cookieCache: { enabled: false } },
    rateLimit: { enabled: false },
    advanced: {
      useSecureCookies: false,
      cookiePrefix: origin.startsWith('https:') ? '__Host-rehome' : `rehome-${new URL(origin).port || '80'}`,
      cookies: { session_token: { name: sessionCookieName(origin) } },
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/', secure: origin.startsWith('https:') },
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    databaseHooks: {
      // Whatever way somebody signs in by: who is disabled or erased does not.
      session: {
        create: {
          before: async ({ userId }) => ((await maySignIn(userId)) ? undefined : false),
          after: async ({ id, userId }, context) => recordSignIn(userId, id, methodOf(context)),
        },
      },
    },
    plugins: [sessionsOfOurs],
  });

type BetterAuth = ReturnType<typeof make>;

const made = processWide('better-auth', () => new Map<string, BetterAuth>());

/** Better Auth for the address that a browser uses (`visitor`). */
export const betterAuthAt = (origin: string): BetterAuth => {
  const known = made.get(origin);
  if (known !== undefined) return known;
  const fresh = make(origin);
  made.set(origin, fresh);
  const oldest = made.keys().next();
  if (made.size > MAX_ORIGINS && !oldest.done) made.delete(oldest.value);
  return fresh;
};

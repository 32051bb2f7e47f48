import 'server-only';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { db } from '@/lib/db/client';
import { maySignIn, recordSignIn } from '@/lib/db/repositories/sessions';
import { people } from '@/lib/db/schema/people';
import { identities, rateLimits, sessions, verifications } from '@/lib/db/schema/sign-in';
import { authSecret } from '@/lib/env';
import { processWide } from '@/lib/process-wide';
import { sessionCookieName } from './session-cookie';

/** The longest that a session may last; the settings usually end it earlier (session.ts). */
export const LONGEST_SECONDS = 30 * 24 * 3_600;
/** So many addresses of one console are kept apart: its names, and the ports that they are reached by. */
const MAX_ORIGINS = 20;
/** Under this name Better Auth is told where a request came from. */
export const ADDRESS_HEADER = 'x-rehome-address';

/** How a session was come by, as whoever opens it says. */
const opened = z.object({
  person: z.string(),
  method: z.enum(['password', 'link', 'demo', 'oidc']),
  second: z.enum(['totp', 'recovery-code', 'passkey', 'provider']).nullable(),
});

/** Opens a session for a person who has proved who they are. Not reachable by an address. */
const sessionsOfOurs = {
  id: 'rehome-sessions',
  endpoints: {
    openSession: createAuthEndpoint.serverOnly({ method: 'POST', body: opened }, async (ctx) => {
      const user = await ctx.context.internalAdapter.findUserById(ctx.body.person);
      const session = user === null ? null : await ctx.context.internalAdapter.createSession(user.id);
      if (user === null || session === null) return { opened: false };
      await setSessionCookie(ctx, { session, user });
      return { opened: true };
    }),
  },
};

/** How a session is come by. One that nobody said that of is none of ours, and is not opened. */
const waysOf = (context: { readonly body?: unknown } | null) => opened.safeParse(context?.body).data ?? null;

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
    // Passwords are checked by sign-in.ts: with a second factor a right one alone must open no session.
    emailAndPassword: { enabled: false },
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
      // Whatever way somebody signs in by: who is disabled or erased does not, nor who has a second factor and did not prove it.
      session: {
        create: {
          before: async ({ userId }, context) => {
            const ways = waysOf(context);
            return ways !== null && (await maySignIn(userId, ways.second)) ? undefined : false;
          },
          after: async ({ id, userId }, context) => {
            const ways = waysOf(context);
            if (ways !== null) await recordSignIn(userId, id, ways.method, ways.second);
          },
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

import 'server-only';
import { z } from 'zod';
import type { Role } from '@/lib/access/roles';
import { choosePassword, linkOf } from '@/lib/auth/one-time-link';
import { MAX_PASSWORD } from '@/lib/auth/password-rules';
import { currentSession } from '@/lib/auth/session';
import { oneClickPeople, signIn, signInWithOneClick, signOut } from '@/lib/auth/sign-in';
import { signInAgain } from '@/lib/auth/sign-in-again';
import { waysAgain } from '@/lib/auth/ways-again';
import { oidc } from '@/lib/env';
import { err, ok } from '@/lib/result';
import { operation } from './operation';
import { word } from './schemas/common';
import { secondStepWays } from './schemas/factors';

const visitor = { permission: null, scope: 'visitor' } as const;
const email = z.string().trim().min(3).max(320);
/** Longer ones than are taken are read, too, so that the rules can say so. */
const password = z
  .string()
  .min(1)
  .max(MAX_PASSWORD * 8);
const token = z.string().regex(/^[\w-]{43}$/);

/** What a first step led to. */
const entered = z.enum(['signed-in', 'second-step']);

/** Who is signed in in this browser, and how they would sign in again: for a tab that was told that nobody is, or that needs a fresh sign-in. */
export const sessionOperation = operation({
  name: 'session',
  ...visitor,
  effect: 'read',
  input: z.object({}),
  output: z.object({
    user: z.string().nullable(),
    /** A role of theirs needs a second factor, which was not proved in this session. */
    needsFactor: z.boolean(),
    again: z.object({ oneClick: z.boolean(), password: z.boolean(), provider: z.string().nullable() }).nullable(),
  }),
  run: async (_input, { caller }) =>
    ok({
      user: caller?.user ?? null,
      needsFactor: caller?.needsFactor === true,
      again: caller === null ? null : await waysAgain(caller),
    }),
});

/** How one can sign in here. */
export const signInWaysOperation = operation({
  name: 'signInWays',
  ...visitor,
  effect: 'read',
  input: z.object({}),
  output: z.object({
    /** Whoever is signed in already, by name. */
    signedIn: z.string().nullable(),
    people: z.array(z.object({ id: z.string(), name: z.string(), roles: z.array(word<Role>()).readonly() })).readonly(),
    opensAs: z.string().nullable(),
    /** What the identity provider is called; `null`: there is none. */
    provider: z.string().nullable(),
  }),
  run: async () => ok({ signedIn: (await currentSession())?.name ?? null, ...(await oneClickPeople()), provider: oidc()?.name ?? null }),
});

/** Signs in by e-mail address and password. */
export const signInOperation = operation({
  name: 'signIn',
  ...visitor,
  effect: 'write',
  input: z.object({ email, password }),
  output: entered,
  run: (given) => signIn(given.email, given.password),
});

/** Signs in by a click, where that is a way to. */
export const signInWithOneClickOperation = operation({
  name: 'signInWithOneClick',
  ...visitor,
  effect: 'write',
  input: z.object({ person: z.string().min(1).max(100) }),
  output: entered,
  run: ({ person }) => signInWithOneClick(person),
});

/** The first step once more of who is signed in: by their password, or by a click (`null`) where they sign in so. What comes back asks for the second; `null`: it is done. */
export const signInAgainOperation = operation({
  name: 'signInAgain',
  ...visitor,
  effect: 'write',
  input: z.object({ password: password.nullable() }),
  output: secondStepWays.nullable(),
  run: async (given, { caller }) => (caller === null ? err({ code: 'not-signed-in' }) : signInAgain(caller, given.password)),
});

/** Ends the session of this browser. */
export const signOutOperation = operation({
  name: 'signOut',
  ...visitor,
  effect: 'write',
  input: z.object({}),
  output: z.null(),
  run: async () => {
    await signOut();
    return ok(null);
  },
});

/** What a one-time link is for. It is posted, so that it stands in no log of addresses. */
export const readLinkOperation = operation({
  name: 'readLink',
  ...visitor,
  effect: 'read',
  input: z.object({ token }),
  output: z.object({
    purpose: z.enum(['first-start', 'invitation', 'reset']),
    name: z.string().nullable(),
    email: z.string().nullable(),
  }),
  run: (given) => linkOf(given.token),
});

/** Uses a one-time link: makes the first administrator, or sets the password of its person. Whoever does so is signed in. */
export const spendLinkOperation = operation({
  name: 'spendLink',
  ...visitor,
  effect: 'write',
  input: z.object({
    token,
    password,
    name: z.string().trim().min(1).max(100),
    email: email.pipe(z.email()),
  }),
  output: entered,
  run: (given) => choosePassword(given),
});

import 'server-only';
import { z } from 'zod';
import { ROLES } from '@/lib/access/roles';
import {
  disablePerson,
  enablePerson,
  endPersonSessions,
  erasePerson,
  invitePerson,
  makePersonLink,
  resetPersonFactors,
  setRoles,
} from '@/lib/data/people/change';
import { listPeople, listSessions } from '@/lib/data/people/list';
import { operation } from './operation';
import * as about from './schemas/people';

const managing = { permission: 'manage-people', scope: 'none', effect: 'write' } as const;
/** What lets somebody in, or keeps nothing of them: a screen that was left open must not be enough for it. Keeping somebody out waits for nothing. */
const opening = { ...managing, fresh: true } as const;
const ofPerson = z.object({ person: z.string().min(1).max(100) });
const MAX_ROLES = 200;
const grants = z
  .array(
    z.object({
      role: z.enum(ROLES),
      account: z
        .string()
        .regex(/^\d{12}$/)
        .nullable(),
    }),
  )
  .max(MAX_ROLES)
  .readonly();

/** Who is known to the console, with which roles; more of each for who manages people. */
export const listPeopleOperation = operation({
  name: 'listPeople',
  permission: 'read-people',
  scope: 'none',
  effect: 'read',
  input: z.object({}),
  output: about.people,
  run: (_input, { caller }) => listPeople(caller),
});

/** Where a person is signed in. */
export const listSessionsOperation = operation({
  ...managing,
  name: 'listSessions',
  effect: 'read',
  input: ofPerson,
  output: about.sessions,
  run: ({ person }, { caller }) => listSessions(caller, person),
});

/** Adds a person with roles, who signs in by the link that is answered, once. */
export const invitePersonOperation = operation({
  ...opening,
  name: 'invitePerson',
  input: z.object({ name: z.string().trim().min(1).max(100), email: z.email().max(254), grants }),
  output: about.link,
  run: (wanted, { caller }) => invitePerson(caller, wanted),
});

/** Makes a new link by which a person chooses a password; an earlier one works no more. */
export const makePersonLinkOperation = operation({
  ...opening,
  name: 'makePersonLink',
  input: ofPerson,
  output: about.link,
  run: ({ person }, { caller }) => makePersonLink(caller, person),
});

/** Gives a person these roles, and of those given by hand, which were `before`, no others: what an identity provider's claims give follows these. */
export const setRolesOperation = operation({
  ...opening,
  name: 'setRoles',
  input: ofPerson.extend({ grants, before: grants }),
  output: z.null(),
  run: (wanted, { caller }) => setRoles(caller, wanted.person, wanted.grants, wanted.before),
});

/** Keeps a person from signing in, from the next request on. */
export const disablePersonOperation = operation({
  ...managing,
  name: 'disablePerson',
  input: ofPerson,
  output: z.null(),
  run: ({ person }, { caller }) => disablePerson(caller, person),
});

/** Lets a person sign in again. */
export const enablePersonOperation = operation({
  ...opening,
  name: 'enablePerson',
  input: ofPerson,
  output: z.null(),
  run: ({ person }, { caller }) => enablePerson(caller, person),
});

/** Ends a session of a person, or, without `session`, all of them. */
export const endPersonSessionsOperation = operation({
  ...managing,
  name: 'endPersonSessions',
  input: ofPerson.extend({ session: z.string().min(1).max(100).nullable() }),
  output: z.null(),
  run: ({ person, session }, { caller }) => endPersonSessions(caller, person, session),
});

/** Takes away a person's second factors, which they have lost. */
export const resetPersonFactorsOperation = operation({
  ...opening,
  name: 'resetPersonFactors',
  input: ofPerson,
  output: z.null(),
  run: ({ person }, { caller }) => resetPersonFactors(caller, person),
});

/** Erases a person's name and e-mail address for good; withdraws an invitation. */
export const erasePersonOperation = operation({
  ...opening,
  name: 'erasePerson',
  input: ofPerson,
  output: z.null(),
  run: ({ person }, { caller }) => erasePerson(caller, person),
});

import 'server-only';
import { may } from '@/lib/access/roles';
import type { Caller } from '@/lib/auth/caller';
import { goesOn } from '@/lib/auth/session';
import { type ListedPerson, openSessionsOf, readPeople } from '@/lib/db/repositories/people-list';
import { readSettings } from '@/lib/db/repositories/settings';
import type { Problem } from '@/lib/problem';
import { ok, type Result } from '@/lib/result';
import type { Factor, PersonDetails, PersonView, SessionView } from './people-views';

const PASSWORD = 'credential';

const factorsOf = ({ ways, second }: ListedPerson): readonly Factor[] => [
  ...(ways.includes(PASSWORD) ? (['password'] as const) : []),
  ...(ways.some((way) => way !== PASSWORD) ? (['oidc'] as const) : []),
  ...second,
];

const detailsOf = (person: ListedPerson): PersonDetails => ({
  email: person.email,
  signedInAt: person.signedInAt?.toISOString() ?? null,
  factors: factorsOf(person),
  link: linkOf(person),
});

const linkOf = ({ link }: ListedPerson): PersonDetails['link'] =>
  link === null || link.purpose === 'first-start' ? null : { purpose: link.purpose, expiresAt: link.expiresAt.toISOString() };

const stateOf = ({ disabledAt, link }: ListedPerson): PersonView['state'] => {
  if (disabledAt !== null) return 'disabled';
  return link?.purpose === 'invitation' ? 'invited' : 'active';
};

/** Everybody who was not erased, with their roles; with e-mail address, last sign-in, ways to sign in and links for who manages people. */
export const listPeople = async (caller: Caller): Promise<Result<readonly PersonView[], Problem>> => {
  const all = may(caller.grants, 'manage-people', null);
  const rows = await readPeople();
  return ok(
    rows.map((row) => ({
      id: row.id,
      name: row.name,
      state: stateOf(row),
      grants: row.grants,
      details: all ? detailsOf(row) : null,
    })),
  );
};

/** The sessions of a person that go on. */
export const listSessions = async (caller: Caller, person: string): Promise<Result<readonly SessionView[], Problem>> => {
  const [rows, stored] = await Promise.all([openSessionsOf(person), readSettings()]);
  const settings = Object.fromEntries(stored.map(({ name, value }) => [name, value]));
  return ok(
    rows
      .filter(({ ageMs, idleMs }) => goesOn({ ageMs, idleMs, settings }))
      .map(({ id, createdAt, lastSeenAt, userAgent, address }) => ({
        id,
        since: createdAt.toISOString(),
        lastSeenAt: lastSeenAt.toISOString(),
        userAgent,
        address,
        own: id === caller.session.id,
      })),
  );
};

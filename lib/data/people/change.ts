import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Grant } from '@/lib/access/roles';
import type { Caller } from '@/lib/auth/caller';
import { withTransaction } from '@/lib/db/client';
import { appendEvents } from '@/lib/db/repositories/events';
import type { Transaction } from '@/lib/db/repositories/executor';
import { dropFactors } from '@/lib/db/repositories/factors';
import { makeLink } from '@/lib/db/repositories/one-time-links';
import {
  changePerson,
  dropLinks,
  endSessions,
  erase,
  giveRoles,
  type HeldPerson,
  insertPerson,
  setDisabled,
  takeRoles,
} from '@/lib/db/repositories/people-changes';
import type { Problem } from '@/lib/problem';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { err, ok, type Result } from '@/lib/result';
import { dropClaimRolesOf } from '../settings/claim-roles';
import type { LinkView, PersonProblem } from './people-views';

type Outcome<T> = Promise<Result<T, Problem | PersonProblem>>;

const sameGrant = (a: Grant, b: Grant): boolean => a.role === b.role && a.account === b.account;
const once = (grants: readonly Grant[]): readonly Grant[] =>
  grants.filter((grant, at) => grants.findIndex((each) => sameGrant(each, grant)) === at);
const without = (from: readonly Grant[], those: readonly Grant[]): readonly Grant[] =>
  from.filter((grant) => !those.some((each) => sameGrant(each, grant)));

/** Changes a person; events are the caller's, in the console's chain. */
const change = async <T>(
  id: string,
  work: (tx: Transaction, person: HeldPerson, at: Date) => Promise<Result<T, PersonProblem>>,
): Outcome<T> => {
  const changed = await changePerson(id, (tx, person) => work(tx, person, new Date()));
  if (changed === 'absent') return err({ code: 'not-found', what: 'person', id });
  return changed === 'last-administrator' ? err({ code: changed }) : changed.done;
};

const roleEvents = (kind: 'role-granted' | 'role-taken', caller: Caller, person: string, grants: readonly Grant[], at: Date): NewEvent[] =>
  grants.map(({ role, account }) => ({ at, actor: caller.user, kind, subject: person, data: { person, role, account, by: 'person' } }));

const endedEvents = (
  caller: Caller,
  person: string,
  ids: readonly string[],
  at: Date,
  cause: 'by-administrator' | 'disabled' | 'erased' | 'factors-changed',
): NewEvent[] =>
  ids.map((sessionId) => ({ at, actor: caller.user, kind: 'session-ended', subject: person, data: { person, sessionId, cause } }));

const linkView = (person: string, { token, expiresAt }: { readonly token: string; readonly expiresAt: Date }): LinkView => ({
  person,
  token,
  expiresAt: expiresAt.toISOString(),
});

/** Invites somebody: they are known with their roles at once, and sign in once they have chosen a password by the link, which is told here only. */
export const invitePerson = (
  caller: Caller,
  wanted: { readonly name: string; readonly email: string; readonly grants: readonly Grant[] },
): Outcome<LinkView> =>
  withTransaction(async (tx): Outcome<LinkView> => {
    const [id, at] = [randomUUID(), new Date()];
    const roles = once(wanted.grants).map(({ role, account }) => ({ role, account }));
    if (!(await insertPerson(tx, { id, name: wanted.name, email: wanted.email.toLowerCase() }))) return err({ code: 'email-taken' });
    await giveRoles(tx, id, roles, caller.user, at);
    await appendEvents(tx, CONSOLE_CHAIN, [{ at, actor: caller.user, kind: 'person-invited', subject: id, data: { person: id, roles } }]);
    return ok(linkView(id, await makeLink(tx, { purpose: 'invitation', person: id, by: caller.user })));
  });

/** A new link for a person, which an earlier one that was not used gives way to: of somebody who was invited, to come; of others, to choose a password anew. */
export const makePersonLink = (caller: Caller, id: string): Outcome<LinkView> =>
  change(id, async (tx, person) => {
    if (person.disabledAt !== null) return err({ code: 'not-now' });
    return ok(linkView(id, await makeLink(tx, { purpose: person.invited ? 'invitation' : 'reset', person: id, by: caller.user })));
  });

/** Gives a person these roles, and of those given by hand no others. `before`: those given by hand that the caller saw; where they are others by now, nothing is changed. */
export const setRoles = (caller: Caller, id: string, grants: readonly Grant[], before: readonly Grant[]): Outcome<null> =>
  change(id, async (tx, person, at) => {
    const byHand = without(person.grants, person.byClaims);
    if (without(byHand, before).length + without(before, byHand).length > 0) return err({ code: 'roles-changed' });
    const wanted = once(grants);
    const [given, taken] = [without(wanted, person.grants), without(byHand, wanted)];
    await takeRoles(tx, id, taken);
    await giveRoles(tx, id, given, caller.user, at);
    const events = [...roleEvents('role-taken', caller, id, taken, at), ...roleEvents('role-granted', caller, id, given, at)];
    await appendEvents(tx, CONSOLE_CHAIN, events);
    return ok(null);
  });

/** Keeps a person from signing in: their sessions end, and their links work no more. */
export const disablePerson = (caller: Caller, id: string): Outcome<null> =>
  change(id, async (tx, person, at) => {
    if (person.disabledAt !== null) return ok(null);
    await setDisabled(tx, id, at);
    const ended = await endSessions(tx, id, at, null);
    // An invitation stays, so that the person still counts as one who never came; it does not work while they are disabled.
    if (!person.invited) await dropLinks(tx, id);
    const disabled: NewEvent = { at, actor: caller.user, kind: 'person-disabled', subject: id, data: { person: id } };
    await appendEvents(tx, CONSOLE_CHAIN, [disabled, ...endedEvents(caller, id, ended, at, 'disabled')]);
    return ok(null);
  });

/** Lets a person sign in again. */
export const enablePerson = (caller: Caller, id: string): Outcome<null> =>
  change(id, async (tx, person, at) => {
    if (person.disabledAt === null) return ok(null);
    await setDisabled(tx, id, null);
    await appendEvents(tx, CONSOLE_CHAIN, [{ at, actor: caller.user, kind: 'person-enabled', subject: id, data: { person: id } }]);
    return ok(null);
  });

/** Ends the sessions of a person, all of them or one. */
export const endPersonSessions = (caller: Caller, id: string, session: string | null): Outcome<null> =>
  change(id, async (tx, _person, at) => {
    const ended = await endSessions(tx, id, at, session === null ? null : [session]);
    await appendEvents(tx, CONSOLE_CHAIN, endedEvents(caller, id, ended, at, 'by-administrator'));
    return ok(null);
  });

/** Takes away what a person has as a second factor, which they have lost: their sessions end, and they can sign in without one, or set one up. */
export const resetPersonFactors = (caller: Caller, id: string): Outcome<null> =>
  change(id, async (tx, _person, at) => {
    if (id === caller.user) return err({ code: 'own-factors' });
    const taken = await dropFactors(tx, id);
    if (taken.length === 0) return ok(null);
    const ended = await endSessions(tx, id, at, null);
    await appendEvents(tx, CONSOLE_CHAIN, [
      ...taken.map((data): NewEvent => ({ at, actor: caller.user, kind: 'factor-removed', subject: id, data: { person: id, ...data } })),
      ...endedEvents(caller, id, ended, at, 'factors-changed'),
    ]);
    return ok(null);
  });

/** Erases a person, for good: an invitation that is withdrawn, too. What they did stays on record under their id. */
export const erasePerson = (caller: Caller, id: string): Outcome<null> =>
  change(id, async (tx, person, at) => {
    const ended = await endSessions(tx, id, at, null);
    await erase(tx, id, at);
    await dropClaimRolesOf(tx, person.email, { actor: caller.user, at });
    await appendEvents(tx, CONSOLE_CHAIN, [
      ...roleEvents('role-taken', caller, id, person.grants, at),
      ...endedEvents(caller, id, ended, at, 'erased'),
      { at, actor: caller.user, kind: 'person-erased', subject: id, data: { person: id } },
    ]);
    return ok(null);
  });

import 'server-only';
import { randomUUID } from 'node:crypto';
import { db, withTransaction } from '@/lib/db/client';
import { addPerson, hasAdministrator, setPassword } from '@/lib/db/repositories/new-people';
import {
  type LinkRow,
  lockFirstAdministrator,
  type MadeLink,
  makeLink,
  readLink,
  spendFirstLinks,
  spendLink,
} from '@/lib/db/repositories/one-time-links';
import type { LinkPurpose } from '@/lib/db/schema/sign-in';
import { err, ok, type Result } from '@/lib/result';
import { type Entered, enter } from './open-session';
import { hashPassword } from './password-hash';
import { type PasswordRefusal, passwordRefusal } from './password-rules';

/** It was used, is too old, or its person may not sign in. */
type LinkSpent = { readonly code: 'link-spent' };

/** Makes a link by which a person chooses a password. Whoever may do so has been asked before. `by`: the id of the person who makes it. */
export const createLink = (person: string, purpose: Exclude<LinkPurpose, 'first-start'>, by: string): Promise<MadeLink> =>
  withTransaction((tx) => makeLink(tx, { purpose, person, by }));

/** What a link is for. */
export const linkOf = async (token: string): Promise<Result<LinkRow, LinkSpent>> => {
  const link = await readLink(db(), token, new Date());
  return link === null ? err({ code: 'link-spent' }) : ok(link);
};

interface Chosen {
  readonly token: string;
  readonly password: string;
  /** Of the first administrator; of everybody else they are known. */
  readonly name: string;
  readonly email: string;
}

/**
 * Makes the first administrator, or sets the password of the link's person, whose other sessions end, and lets them in. The link is used up by it. It stands for the
 * password: whoever has a second factor has to prove that, too.
 */
export const choosePassword = async ({ token, password, name, email }: Chosen): Promise<Result<Entered, LinkSpent | PasswordRefusal>> => {
  const link = await linkOf(token);
  if (!link.ok) return link;
  const person = { name: link.value.name ?? name.trim(), email: link.value.email ?? email.trim().toLowerCase() };
  const refusal = passwordRefusal(password, person);
  if (refusal !== null) return err(refusal);
  const hash = await hashPassword(password);
  const id = await (link.value.person === null ? becomeAdministrator(token, person, hash) : chooseAnew(token, link.value.person, hash));
  const entered = id === null ? null : await enter(id, 'link');
  return entered === null ? err({ code: 'link-spent' }) : ok(entered);
};

/** The id of the first administrator; `null` where there is one, or the link was used meanwhile. */
const becomeAdministrator = (
  token: string,
  person: { readonly name: string; readonly email: string },
  hash: string,
): Promise<string | null> =>
  withTransaction(async (tx) => {
    const [at, id] = [new Date(), randomUUID()];
    await lockFirstAdministrator(tx);
    if ((await hasAdministrator(tx)) || !(await spendLink(tx, token, at))) return null;
    await spendFirstLinks(tx, at);
    const grants = [{ role: 'administrator', account: null }] as const;
    if (!(await addPerson(tx, { id, ...person, grants, by: id, how: 'first-start', hash }))) return null;
    return id;
  });

const chooseAnew = (token: string, person: string, hash: string): Promise<string | null> =>
  withTransaction(async (tx) => {
    const at = new Date();
    if (!(await spendLink(tx, token, at))) return null;
    await setPassword(tx, person, hash, { how: 'link', actor: person, at, keep: null });
    return person;
  });

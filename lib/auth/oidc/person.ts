import 'server-only';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Claims, claimOf, rolesOfClaims } from '@/lib/access/claim-roles';
import { claimRoles } from '@/lib/data/settings/claim-roles';
import { withTransaction } from '@/lib/db/client';
import type { Transaction } from '@/lib/db/repositories/executor';
import { holdAdministrators } from '@/lib/db/repositories/looked-after';
import { addIdentity, insertOidcPerson, type OidcIdentity, personOfIdentity, replaceClaimRoles } from '@/lib/db/repositories/oidc-people';
import { noteRefusedSignIn } from '@/lib/db/repositories/refusals';
import type { Oidc } from '@/lib/env-oidc';
import { err, ok, type Result } from '@/lib/result';
import type { Proved } from './claims';

const MAX_NAME = 100;
const MAX_EMAIL = 320;

const textOf = (claims: Claims, name: string, longest: number): string | null => {
  const value = claimOf(claims, name);
  const text = typeof value === 'string' ? value.trim() : '';
  return text === '' ? null : text.slice(0, longest);
};

/** Who somebody new is. An address that the provider has not verified is not taken: it could be anybody's. */
const introduced = (config: Oidc, { claims, subject }: Proved): { readonly id: string; readonly name: string; readonly email: string } => {
  const id = randomUUID();
  const told = z
    .email()
    .max(MAX_EMAIL)
    .safeParse(textOf(claims, config.emailClaim, MAX_EMAIL + 1)?.toLowerCase());
  const email = told.success && claims.email_verified !== false ? told.data : null;
  const name = textOf(claims, config.nameClaim, MAX_NAME) ?? textOf(claims, 'preferred_username', MAX_NAME) ?? email ?? subject;
  // RFC 2606 keeps .invalid free: an address that is somebody's alone and nobody's.
  return { id, name: name.slice(0, MAX_NAME), email: email ?? `${id}@no-address.invalid` };
};

/** Why whom a provider has proved does not come in. */
interface NotIn {
  readonly code: 'oidc-disabled' | 'oidc-no-role' | 'oidc-email-taken';
}

/** Whom a provider has proved. */
interface Known {
  readonly id: string;
  /** The claims give the administrator's role no more, and it stays: nobody else could look after the console. */
  readonly keptAdministrator: boolean;
}

/**
 * Finds the person whom a provider has proved, by issuer and subject alone, and makes their roles what its claims say now, but that the last administrator stays one. Somebody
 * new becomes a person if the claims give a role.
 */
export const personByClaims = async (config: Oidc, proved: Proved): Promise<Result<Known, NotIn>> => {
  const identity = { issuer: config.issuer, subject: proved.subject };
  const wanted = rolesOfClaims(await claimRoles(), proved.claims);
  let tried: string | null = null;
  const found = await withTransaction(async (tx): Promise<Result<Known, NotIn>> => {
    const at = new Date();
    await holdAdministrators(tx);
    const known = await personOfIdentity(tx, identity);
    tried = known?.id ?? null;
    if (known?.may === false) return err({ code: 'oidc-disabled' });
    if (known === null)
      return wanted.length === 0 ? err({ code: 'oidc-no-role' }) : join(tx, identity, introduced(config, proved), wanted, at);
    const { count, keptAdministrator } = await replaceClaimRoles(tx, known.id, wanted, { at, joined: false });
    return count > 0 ? ok({ id: known.id, keptAdministrator }) : err({ code: 'oidc-no-role' });
  });
  if (!found.ok) noteRefusedSignIn({ person: tried, cause: found.error.code });
  return found;
};

const join = async (
  tx: Transaction,
  identity: OidcIdentity,
  person: ReturnType<typeof introduced>,
  wanted: ReturnType<typeof rolesOfClaims>,
  at: Date,
): Promise<Result<Known, NotIn>> => {
  if (!(await insertOidcPerson(tx, { ...person, at }))) return err({ code: 'oidc-email-taken' });
  await addIdentity(tx, person.id, identity, at);
  await replaceClaimRoles(tx, person.id, wanted, { at, joined: true });
  return ok({ id: person.id, keptAdministrator: false });
};

import { z } from 'zod';

const id = z.string().min(1);
const instant = z.iso.datetime({ precision: 3 });
/** A role and where it counts: 12 digits, or null for every account and the console itself, as `Grant` in lib/access has it. */
const role = { role: z.string(), account: z.string().nullable() };
/** Refusals of one sort that came close together are one event: how many, from the first to the last. */
const counted = { count: z.int().positive(), from: instant, to: instant };
const ofPerson = { person: id };
/**
 * Events about people. All but the last are of the console's chain. The subject is the person's id, but where it says otherwise. A person is an opaque id here,
 * never a name or an e-mail address; a session, a link and a factor are the ids of their rows, never what proves them (token, code, key). Where from somebody signed
 * in is kept with the session, not here: an address can be a person's own, and what stands here is never deleted.
 */
export const PEOPLE_KINDS = {
  'signed-in': z.strictObject({
    sessionId: id,
    method: z.enum(['password', 'oidc', 'passkey', 'link', 'demo']),
    secondFactor: z.enum(['totp', 'recovery-code', 'passkey']).nullable(),
  }),
  /** Of a person whom the console knows, or null: an e-mail address that nobody has is not written down, for it may be somebody's password typed into the wrong field. */
  'sign-in-refused': z.strictObject({ person: id.nullable(), cause: id, ...counted }),
  'signed-out': z.strictObject({ sessionId: id }),
  'session-ended': z.strictObject({
    ...ofPerson,
    sessionId: id,
    cause: z.enum(['by-themselves', 'by-administrator', 'idle', 'expired', 'password-changed', 'factors-changed', 'disabled', 'erased']),
  }),
  'person-invited': z.strictObject({ ...ofPerson, roles: z.array(z.strictObject(role)) }),
  'person-joined': z.strictObject({ ...ofPerson, by: z.enum(['link', 'oidc', 'first-start', 'command-line', 'demo']) }),
  /** `by`: given by a person, or by the table that maps a provider's claims to roles. */
  'role-granted': z.strictObject({ ...ofPerson, ...role, by: z.enum(['person', 'claims']) }),
  'role-taken': z.strictObject({ ...ofPerson, ...role, by: z.enum(['person', 'claims']) }),
  /** The claims give it no more, but without it nobody could look after the console. */
  'role-kept': z.strictObject({ ...ofPerson, ...role, by: z.enum(['claims']) }),
  'person-disabled': z.strictObject(ofPerson),
  'person-enabled': z.strictObject(ofPerson),
  /** Name and e-mail address are gone; the id stays, so that the record still tells that it was one person. */
  'person-erased': z.strictObject(ofPerson),
  'password-changed': z.strictObject({ ...ofPerson, how: z.enum(['themselves', 'link', 'command-line']) }),
  'factor-added': z.strictObject({ ...ofPerson, factor: z.enum(['totp', 'passkey', 'recovery-codes', 'oidc']), factorId: id.nullable() }),
  'factor-removed': z.strictObject({ ...ofPerson, factor: z.enum(['totp', 'passkey', 'recovery-codes', 'oidc']), factorId: id.nullable() }),
  /** `person`: null for the first administrator, who is made by it. The subject is the link. */
  'link-made': z.strictObject({
    person: id.nullable(),
    linkId: id,
    purpose: z.enum(['invitation', 'reset', 'first-start']),
    expiresAt: instant,
  }),
  /** The gate said no to a change. `caller` is null where nobody was signed in; `code` is the problem's. The subject is the operation. */
  'write-refused': z.strictObject({ operation: id, code: id, caller: id.nullable(), ...counted }),
  /** Somebody took over a draft of somebody else. In the account's chain; the subject is the draft. */
  'draft-taken-over': z.strictObject({ draftId: id, region: z.string(), from: id }),
} as const satisfies Record<string, z.ZodType>;

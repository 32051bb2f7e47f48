import type { Grant } from '@/lib/access/roles';

/** How somebody can prove who they are. */
export type Factor = 'password' | 'oidc' | 'totp' | 'passkey';

/** What an administrator is told of a person besides. Instants are ISO 8601. */
export interface PersonDetails {
  readonly email: string;
  readonly signedInAt: string | null;
  readonly factors: readonly Factor[];
  /** A link that was made and not used yet. One that is too old works no more. */
  readonly link: { readonly purpose: 'invitation' | 'reset'; readonly expiresAt: string } | null;
}

/** A role of a person; `byClaims`: as the identity provider says it at each sign-in, and not changed here. */
interface PersonGrant extends Grant {
  readonly byClaims: boolean;
}

/** A person in the list of people. */
export interface PersonView {
  readonly id: string;
  readonly name: string;
  /** `invited`: they have not come yet. */
  readonly state: 'active' | 'invited' | 'disabled';
  readonly grants: readonly PersonGrant[];
  /** `null` for who does not manage people. */
  readonly details: PersonDetails | null;
}

/** A session that goes on. */
export interface SessionView {
  readonly id: string;
  readonly since: string;
  readonly lastSeenAt: string;
  /** As the browser calls itself. */
  readonly userAgent: string;
  readonly address: string | null;
  /** It is the one in which it is asked. */
  readonly own: boolean;
}

/** A link as it is told once: the console keeps only its hash. */
export interface LinkView {
  readonly person: string;
  readonly token: string;
  readonly expiresAt: string;
}

/** Why a person was not changed. */
export type PersonProblem =
  /** Nobody who can sign in would look after the console any more. */
  | { readonly code: 'last-administrator' }
  | { readonly code: 'email-taken' }
  /** Somebody else gave or took roles since the caller looked. */
  | { readonly code: 'roles-changed' }
  /** Nobody resets their own second factors by the way around what proves them. */
  | { readonly code: 'own-factors' }
  /** An invitation of somebody who has come already, or who is disabled. */
  | { readonly code: 'not-now' };

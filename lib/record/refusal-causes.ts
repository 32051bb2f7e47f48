/** Why a sign-in was refused, as `sign-in-refused` has it. Each has words on the page Audit. */
export const SIGN_IN_CAUSES = [
  'unknown-person',
  'wrong-password',
  'wrong-code',
  'wrong-passkey',
  'disabled',
  'too-many',
  'oidc-stale',
  'oidc-denied',
  'oidc-unverified',
  'oidc-no-role',
  'oidc-email-taken',
  'oidc-disabled',
] as const;
export type SignInCause = (typeof SIGN_IN_CAUSES)[number];

/** What stands for the operation where the front door refused a change, before it was looked at. */
export const FRONT_DOOR = 'front-door';

/** Why a change was refused, as `write-refused` has it, as far as there are words for it. */
export const WRITE_CODES = [
  'not-signed-in',
  'not-set-up',
  'foreign-request',
  'not-permitted',
  'wrong-account',
  'sign-in-again',
  'factor-needed',
  'too-many',
  'body-too-large',
] as const;

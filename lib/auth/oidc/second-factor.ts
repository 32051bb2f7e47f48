import { z } from 'zod';
import type { Claims } from '@/lib/access/claim-roles';

/** RFC 8176, 2, by kind: what somebody knows, has, or is. What it says of places, networks and risk is none. */
const KINDS: readonly (readonly string[])[] = [
  ['kba', 'pin', 'pwd'],
  ['hwk', 'otp', 'sc', 'sms', 'swk', 'tel'],
  ['face', 'fpt', 'iris', 'retina', 'vbm'],
];
/** RFC 8176, 2: several factors, whichever. */
const SEVERAL = 'mfa';

const methods = z.array(z.string()).catch([]);

/**
 * Whether an ID token says that its person proved more than one factor (OpenID Connect Core, 2): `amr` names several, or two of different kinds, or `acr` is one of the
 * values that the deployment takes for that. A token that says nothing of it stands for one factor.
 * @param claims of the token itself, which is signed, and of nothing that the provider says beside it
 * @param acr `factorAcr` of the provider
 */
export const provesSecondFactor = (claims: Claims, acr: readonly string[]): boolean => {
  const said = methods.parse(claims.amr);
  const kinds = KINDS.filter((kind) => said.some((method) => kind.includes(method)));
  return said.includes(SEVERAL) || kinds.length > 1 || (typeof claims.acr === 'string' && acr.includes(claims.acr));
};

import 'server-only';
import { claimedToken } from '@/lib/auth/claimed-token';
import { visitorOf } from '@/lib/auth/visitor';
import { recordRefusedAtDoor } from '@/lib/data/refused';
import { trustForwarded } from '@/lib/env';

/** A request as far as it says whose session it claims. */
interface Claiming {
  readonly headers: Headers;
  readonly cookies: { readonly get: (name: string) => { readonly value: string } | undefined };
}

/** Records that the front door refused a change, with whose session it came. The gate never sees these. */
export const recordAtTheDoor = (code: 'foreign-request' | 'body-too-large', { headers, cookies }: Claiming): void => {
  const { origin } = visitorOf(headers, trustForwarded());
  recordRefusedAtDoor(
    code,
    claimedToken(origin, (name) => cookies.get(name)?.value),
  );
};

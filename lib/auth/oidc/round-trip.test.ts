import { describe, expect, it } from 'vitest';
import { isStateOf, newSecret, roundTripOf } from './round-trip';

describe('a round trip', () => {
  it('has a state, a nonce and a verifier of its own, the same for the same secret', () => {
    const [one, two] = [newSecret(), newSecret()];
    const all = [one, two].flatMap((secret) => [secret, ...Object.values(roundTripOf(secret))]);
    expect(new Set(all).size).toBe(8);
    expect(roundTripOf(one)).toEqual(roundTripOf(one));
    // RFC 7636, 4.1: 43 to 128 characters of this alphabet.
    expect(roundTripOf(one).verifier).toMatch(/^[\w-]{43}$/);
  });

  it('knows its own state and no other', () => {
    const secret = newSecret();
    const { state, nonce } = roundTripOf(secret);
    expect(isStateOf(secret, state)).toBe(true);
    for (const other of [nonce, '', state.slice(1), `${state}x`, roundTripOf(newSecret()).state])
      expect(isStateOf(secret, other)).toBe(false);
  });
});

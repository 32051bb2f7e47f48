import { describe, expect, it } from 'vitest';
import { provesSecondFactor } from './second-factor';

const ACR = ['urn:example:two-factors', '2'];

describe('an ID token says that a second factor was proved', () => {
  it.each([
    [{ amr: ['mfa'] }],
    [{ amr: ['pwd', 'mfa', 'otp'] }],
    [{ amr: ['pwd', 'otp'] }],
    [{ amr: ['hwk', 'pin'] }],
    [{ amr: ['swk', 'fpt'] }],
    [{ acr: 'urn:example:two-factors' }],
    [{ acr: '2', amr: ['pwd'] }],
  ])('with %j', (claims) => {
    expect(provesSecondFactor(claims, ACR)).toBe(true);
  });

  it.each([
    [{}],
    [{ amr: [] }],
    [{ amr: 'mfa' }],
    [{ amr: ['mfa', 1] }],
    [{ amr: ['pwd'] }],
    [{ amr: ['pwd', 'pin', 'kba'] }],
    [{ amr: ['otp', 'sms'] }],
    [{ amr: ['pwd', 'geo', 'rba', 'user', 'wia'] }],
    [{ amr: ['MFA'] }],
    [{ acr: '1' }],
    [{ acr: ['2'] }],
    [{ acr: 2 }],
    [{ acr: 'urn:example:two-factors ' }],
  ])('not with %j', (claims) => {
    expect(provesSecondFactor(claims, ACR)).toBe(false);
  });

  it('by acr only where a deployment says which', () => {
    expect(provesSecondFactor({ acr: '2' }, [])).toBe(false);
  });
});

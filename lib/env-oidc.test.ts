import { describe, expect, it } from 'vitest';
import { parseOidc } from './env-oidc';

const base = { REHOME_OIDC_ISSUER: 'https://login.example.com/realms/team', REHOME_OIDC_CLIENT_ID: 'rehome' };
const noFile = (path: string): string => {
  throw new Error(`nobody reads ${path}`);
};

describe('parseOidc', () => {
  it('names no provider where none is set', () => {
    expect(parseOidc({}, noFile)).toBeNull();
    expect(parseOidc({ REHOME_OIDC_NAME: 'Team login' }, noFile)).toBeNull();
  });

  it('reads a provider, with what is usual where nothing is said', () => {
    expect(parseOidc({ ...base, REHOME_OIDC_CLIENT_SECRET: ' s3cret ' }, noFile)).toEqual({
      issuer: 'https://login.example.com/realms/team',
      clientId: 'rehome',
      clientSecret: 's3cret',
      name: 'login.example.com',
      scopes: ['openid', 'profile', 'email'],
      nameClaim: 'name',
      emailClaim: 'email',
      factorAcr: [],
    });
    expect(parseOidc(base, noFile)).toMatchObject({ clientSecret: null });
    expect(parseOidc({ ...base, REHOME_OIDC_FACTOR_ACR: ' phr  phrh' }, noFile)).toMatchObject({ factorAcr: ['phr', 'phrh'] });
    expect(
      parseOidc(
        { ...base, REHOME_OIDC_NAME: 'Team login', REHOME_OIDC_SCOPES: 'openid  groups', REHOME_OIDC_NAME_CLAIM: 'display_name' },
        noFile,
      ),
    ).toMatchObject({ name: 'Team login', scopes: ['openid', 'groups'], nameClaim: 'display_name' });
  });

  it('takes the secret from a file', () => {
    const read = (path: string): string => (path === '/run/secrets/oidc' ? 'from the file\n' : '');
    expect(parseOidc({ ...base, REHOME_OIDC_CLIENT_SECRET_FILE: '/run/secrets/oidc' }, read)).toMatchObject({
      clientSecret: 'from the file',
    });
    expect(() => parseOidc({ ...base, REHOME_OIDC_CLIENT_SECRET_FILE: '/empty' }, read)).toThrow('which is empty');
    expect(() => parseOidc({ ...base, REHOME_OIDC_CLIENT_SECRET_FILE: '/nowhere' }, noFile)).toThrow('/nowhere, which cannot be read');
  });

  it('takes http on this machine only', () => {
    expect(parseOidc({ ...base, REHOME_OIDC_ISSUER: 'http://127.0.0.1:4000' }, noFile)).toMatchObject({ issuer: 'http://127.0.0.1:4000' });
  });

  it.each([
    [{ ...base, REHOME_OIDC_ISSUER: 'http://login.example.com' }, 'REHOME_OIDC_ISSUER must be'],
    [{ ...base, REHOME_OIDC_ISSUER: 'login.example.com' }, 'REHOME_OIDC_ISSUER must be'],
    [{ ...base, REHOME_OIDC_ISSUER: 'https://a:b@login.example.com' }, 'REHOME_OIDC_ISSUER must be'],
    [{ ...base, REHOME_OIDC_ISSUER: 'https://login.example.com/?realm=team' }, 'REHOME_OIDC_ISSUER must be'],
    [{ REHOME_OIDC_ISSUER: base.REHOME_OIDC_ISSUER }, 'REHOME_OIDC_CLIENT_ID is missing'],
    [{ REHOME_OIDC_CLIENT_ID: 'rehome' }, 'REHOME_OIDC_ISSUER is missing'],
    [{ ...base, REHOME_OIDC_SCOPES: 'profile email' }, 'must hold openid'],
    [{ ...base, REHOME_OIDC_NAME: 'x'.repeat(41) }, '40 characters'],
    [{ ...base, REHOME_OIDC_CLIENT_SECRET: 'a', REHOME_OIDC_CLIENT_SECRET_FILE: '/b' }, 'not both'],
  ])('says what to set instead of %j', (source, sentence) => {
    expect(() => parseOidc(source, noFile)).toThrow(sentence);
  });
});

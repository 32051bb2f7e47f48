import { describe, expect, it } from 'vitest';
import { parseAllowedHosts, parseEnv, parseTrustForwarded } from './env-schema';

const DATABASE_URL = 'postgresql://rehome:secret@127.0.0.1:5432/rehome';

describe('the environment', () => {
  it('needs no more than a database address', () => {
    expect(parseEnv({ DATABASE_URL })).toEqual({ databaseUrl: DATABASE_URL, simulated: false });
  });

  it('is simulated only where the launcher says so', () => {
    expect(parseEnv({ DATABASE_URL, REHOME_SIMULATED: '1' }).simulated).toBe(true);
    expect(parseEnv({ DATABASE_URL, REHOME_SIMULATED: '0' }).simulated).toBe(false);
    expect(() => parseEnv({ DATABASE_URL, REHOME_SIMULATED: 'yes' })).toThrow('REHOME_SIMULATED must be 1');
  });

  it('says in sentences what is wrong, and never repeats the password', () => {
    expect(() => parseEnv({})).toThrow('DATABASE_URL is missing');
    expect(() => parseEnv({ DATABASE_URL: 'mysql://rehome:secret@db/rehome' })).toThrow(
      /^DATABASE_URL must begin with postgres:\/\/ or postgresql:\/\/\.$/,
    );
  });

  it('reads further host names, and refuses what is not one', () => {
    expect(parseAllowedHosts({})).toEqual([]);
    expect(parseAllowedHosts({ REHOME_ALLOWED_HOSTS: ' Rehome.Example.com , 10.0.0.5 ,' })).toEqual(['rehome.example.com', '10.0.0.5']);
    for (const bad of ['https://rehome.example.com', 'rehome.example.com:3000', '*', 'a b']) {
      expect(() => parseAllowedHosts({ REHOME_ALLOWED_HOSTS: bad }), bad).toThrow('REHOME_ALLOWED_HOSTS must be host names');
    }
  });

  it('trusts forwarded headers only where it is told to', () => {
    expect(parseTrustForwarded({})).toBe(false);
    expect(parseTrustForwarded({ REHOME_TRUST_FORWARDED: '1' })).toBe(true);
    expect(() => parseTrustForwarded({ REHOME_TRUST_FORWARDED: 'true' })).toThrow('REHOME_TRUST_FORWARDED must be 1');
  });
});

import { describe, expect, it, vi } from 'vitest';
import { scopeOf, scopeOfTask } from './scope';

const place = { account: '123456789012', region: 'ap-northeast-1' };

describe('a scope', () => {
  it('has one way into AWS: the credentials of its connection, in its region', () => {
    const scope = scopeOf(place);
    expect(scope).toMatchObject({ ...place, aws: { connection: 'default', region: place.region } });
    expect(scopeOf({ ...place, region: 'eu-west-1' }).aws.credentials).toBe(scope.aws.credentials);
    expect(scopeOfTask({ ...place, connection: 'default' })).toEqual(scope);
  });

  it('of a task of a connection that there is not is none: nothing is done with other credentials instead', () => {
    expect(() => scopeOfTask({ ...place, connection: 'of-another-installation' })).toThrow('no such connection');
  });

  it('holds nothing of the address but its account and region', () => {
    expect(Object.keys(scopeOf({ ...place, ...{ actor: 'somebody' } })).sort()).toEqual(['account', 'aws', 'region']);
  });

  it('keeps clients apart by connection and region', async () => {
    const { backupClient } = await import('@/lib/aws/clients');
    vi.stubEnv('AWS_REGION', place.region);
    const { aws } = scopeOf(place);
    expect(backupClient(aws)).toBe(backupClient(scopeOf(place).aws));
    expect(backupClient({ ...aws, connection: 'second' })).not.toBe(backupClient(aws));
    expect(backupClient({ ...aws, region: 'eu-west-1' })).not.toBe(backupClient(aws));
    vi.unstubAllEnvs();
  });
});

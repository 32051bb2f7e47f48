import { beforeEach, describe, expect, it } from 'vitest';
import { interfaceRow } from '@/lib/testing/inventory-rows';
import { asOwner } from '@/lib/testing/owner';
import { dropUnseenInterfaces, type NewInterface, saveInterfaces } from './inventory-interfaces';
import { dropUnseen, type NewInstance, type NewResource, saveInstances, saveResources } from './inventory-resources';
import { dropUnseenVaults, type NewVault, saveVaults } from './inventory-vaults';

const place = { account: '123456789012', region: 'ap-northeast-1' };
const FIRST = new Date(Date.UTC(2026, 10, 1));
const SECOND = new Date(Date.UTC(2026, 10, 2));

const vault = (name: string): NewVault => ({
  name,
  arn: `arn:aws:backup:ap-northeast-1:123456789012:backup-vault:${name}`,
  type: 'BACKUP_VAULT',
  points: 3,
  locked: false,
  minRetentionDays: null,
  maxRetentionDays: 7,
  encryptionKeyArn: null,
  createdAt: FIRST,
});
const resource = (name: string): NewResource => ({ arn: `arn:aws:s3:::${name}`, name: null, type: 'S3', lastBackupAt: FIRST });
const instance = (name: string): NewInstance => ({
  id: `i-${name}`,
  name,
  state: 'running',
  tags: { Team: 'data', Env: 'prod' },
  availabilityZone: null,
  instanceType: 'm5.large',
});
const interfaceOf = (name: string): NewInterface => interfaceRow(`eni-${name}`, '10.1.10.100', { instanceId: `i-${name}`, deviceIndex: 0 });

/** Each list that is copied whole: how a look writes what it shows, and how it ends. `changed`: the row of `b` says something else. */
const LISTS = [
  [
    'inventory_vaults',
    (names: readonly string[], changed: boolean, at: Date) =>
      saveVaults(
        place,
        names.map((name) => ({ ...vault(name), locked: changed && name === 'b' })),
        at,
      ),
    (names: readonly string[], sweptAt: Date) => dropUnseenVaults(place, { seen: names, sweptAt }),
  ],
  [
    'inventory_resources',
    (names: readonly string[], changed: boolean, at: Date) =>
      saveResources(
        place,
        names.map((name) => ({ ...resource(name), name: changed && name === 'b' ? 'renamed' : null })),
        at,
      ),
    (names: readonly string[], sweptAt: Date) => dropUnseen('resources', place, { seen: names.map((name) => resource(name).arn), sweptAt }),
  ],
  [
    'inventory_instances',
    (names: readonly string[], changed: boolean, at: Date) =>
      saveInstances(
        place,
        names.map((name) => ({ ...instance(name), ...(changed && name === 'b' ? { tags: { Team: 'search' } } : {}) })),
        at,
      ),
    (names: readonly string[], sweptAt: Date) => dropUnseen('instances', place, { seen: names.map((name) => instance(name).id), sweptAt }),
  ],
  [
    'inventory_interfaces',
    (names: readonly string[], changed: boolean, at: Date) =>
      saveInterfaces(
        place,
        names.map((name) => ({ ...interfaceOf(name), ownerId: changed && name === 'b' ? '210987654321' : null })),
        at,
      ),
    (names: readonly string[], sweptAt: Date) => dropUnseenInterfaces(place, { seen: names.map((name) => interfaceOf(name).id), sweptAt }),
  ],
] as const;

/** By which transaction each row was last written, in the order in which they were first written. */
const writtenBy = async (table: string): Promise<readonly unknown[]> =>
  (await asOwner(`select xmin::text as by from ${table} order by xmin::text::bigint`)).map(({ by }) => by);

describe.each(LISTS)('what is read again of %s', (table, save, drop) => {
  beforeEach(async () => {
    await asOwner(`delete from ${table}`);
    for (const name of ['a', 'b']) await save([name], false, FIRST);
  });

  it('is not written again where it says the same, and stays', async () => {
    const before = await writtenBy(table);
    await save(['a', 'b'], false, SECOND);
    await drop(['a', 'b'], SECOND);
    expect(before).toHaveLength(2);
    expect(await writtenBy(table)).toEqual(before);
  });

  it('is written where it says something else, and that alone', async () => {
    const before = await writtenBy(table);
    await save(['a', 'b'], true, SECOND);
    const after = await writtenBy(table);
    expect(after).toHaveLength(2);
    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
  });

  it('goes where a look did not show it, unless a later look wrote it', async () => {
    await save(['c'], false, SECOND);
    await drop(['a'], new Date(FIRST.getTime() + 1));
    expect(await writtenBy(table)).toHaveLength(2);
    await drop(['a'], new Date(SECOND.getTime() + 1));
    expect(await writtenBy(table)).toHaveLength(1);
  });
});

describe('addresses of an interface', () => {
  it('are not written again where they are the same', async () => {
    await saveInterfaces(place, [interfaceOf('d')], FIRST);
    const before = await writtenBy('interface_addresses');
    await saveInterfaces(place, [interfaceOf('d')], SECOND);
    expect(await writtenBy('interface_addresses')).toEqual(before);
  });
});

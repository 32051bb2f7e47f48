import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { INSTANCE_TYPES } from '../account/instance-types';
import { blockOf, ip6Block, ip6Number, ipNumber, within } from '../account/ip';
import { isReservedByAws } from '../account/subnet-addresses';
import type { AccountState, RegionState } from '../account/types';
import { validateLaunch } from '../launch/validate-launch';
import { ARTICLE_INSTANCE, ARTICLE_POINT, articleSeed, TOKYO, VIRGINIA } from './article';
import { fleetSeed } from './huge';
import { largeSeed } from './large';
import { ARTICLE_SUBNET } from './network';

const NOW = Date.UTC(2026, 10, 24, 9);
const DAY = 86_400_000;
const seed = articleSeed(NOW);
const huge = fleetSeed('huge', 10_000)(NOW);
const tokyo = seed.regions[TOKYO] as RegionState;

const addressesOf = (region: RegionState): string[] => region.enis.flatMap((eni) => eni.addresses.map((each) => `${eni.subnetId} ${each}`));

describe('the article’s own things', () => {
  it('its restore metadata, key by key in AWS’s order', () => {
    const template = JSON.parse(readFileSync(new URL('../../restore/fixtures/metadata_template.json', import.meta.url), 'utf8')) as {
      RestoreMetadata: Record<string, string>;
    };
    const point = tokyo.points.find((each) => each.arn === ARTICLE_POINT);
    expect(Object.entries(tokyo.metadata[point?.metadataKey ?? ''] ?? {})).toEqual(Object.entries(template.RestoreMetadata));
    expect(point?.vault).toBe('aws-backup-vault');
  });

  it('the original runs and holds both addresses', () => {
    expect(tokyo.instances.find((each) => each.id === ARTICLE_INSTANCE)?.state).toBe('running');
    expect(tokyo.enis.find((each) => each.instanceId === ARTICLE_INSTANCE)).toMatchObject({
      id: 'eni-0196b22fc136f1f81',
      subnetId: ARTICLE_SUBNET,
      addresses: ['10.1.10.115', '10.1.10.100'],
    });
  });
});

describe.each<[string, AccountState]>([
  ['article', seed],
  ['large', largeSeed(NOW)],
  ['huge', huge],
])('the seed %s hangs together', (_name, state) => {
  it.each(Object.entries(state.regions))('%s', (_region, region) => {
    const all = addressesOf(region);
    expect(new Set(all).size).toBe(all.length);
    for (const eni of region.enis) {
      const subnet = region.subnets.find((each) => each.id === eni.subnetId);
      expect(subnet?.vpcId, eni.id).toBe(eni.vpcId);
      if (subnet === undefined) continue;
      for (const address of eni.addresses) {
        const value = ipNumber(address) ?? -1;
        expect(within(subnet.cidr ?? '', value) && !isReservedByAws(subnet, value), address).toBe(true);
      }
      for (const address of eni.ipv6Addresses) {
        const block = ip6Block(subnet.ipv6Cidr ?? '::/128');
        const value = ip6Number(address) ?? -1n;
        expect(block.first <= value && value <= block.last, address).toBe(true);
      }
    }
    for (const subnet of region.subnets) {
      const vpc = region.vpcs.find((each) => each.id === subnet.vpcId);
      expect(vpc, subnet.id).toBeDefined();
      if (subnet.cidr !== null && vpc !== undefined) expect(within(vpc.cidr, blockOf(subnet.cidr).first)).toBe(true);
      expect(region.zones.map((zone) => zone.id)).toContain(subnet.zoneId);
      expect(region.groups.some((group) => group.vpcId === subnet.vpcId && group.name === 'default')).toBe(true);
    }
    for (const point of region.points) expect(region.vaults.map((vault) => vault.name)).toContain(point.vault);
    expect(new Set(region.points.map((point) => point.arn)).size).toBe(region.points.length);
  });
});

describe('the account looks lived in', () => {
  it('is the same every time, but for the dates', () => {
    expect(articleSeed(NOW)).toEqual(seed);
    const later = articleSeed(NOW + DAY).regions[TOKYO] as RegionState;
    expect(later.points.map((point) => point.arn)).toEqual(tokyo.points.map((point) => point.arn));
  });

  it('three months of daily points, none of the future', () => {
    const of = tokyo.points.filter((point) => point.resourceName === 'web-01').map((point) => point.createdAt);
    expect(of.length).toBeGreaterThan(88);
    expect(Math.max(...tokyo.points.map((point) => point.createdAt))).toBeLessThan(NOW);
    expect(NOW - Math.min(...of)).toBeGreaterThan(85 * DAY);
  });

  it('every state a page must show', () => {
    expect(tokyo.vaults.map((vault) => vault.type).filter((type) => type.startsWith('LOGICALLY'))).toHaveLength(1);
    expect(new Set(tokyo.points.map((point) => point.resourceType))).toEqual(new Set(['EC2', 'EBS', 'RDS', 'EFS', 'DynamoDB', 'S3']));
    expect(new Set(tokyo.points.map((point) => point.status))).toEqual(new Set(['COMPLETED', 'EXPIRED', 'PARTIAL']));
    expect(tokyo.images.filter((image) => image.state === 'disabled')).toHaveLength(1);
    expect(tokyo.instances.some((instance) => instance.state === 'stopped')).toBe(true);
    const bits = tokyo.subnets.flatMap((subnet) => (subnet.cidr === null ? [] : [blockOf(subnet.cidr).bits]));
    expect([Math.min(...bits), Math.max(...bits)]).toEqual([20, 28]);
    const counts = tokyo.instances.map((instance) => tokyo.enis.filter((eni) => eni.instanceId === instance.id).length);
    expect(counts).toEqual(expect.arrayContaining([1, 2, 3]));
    expect(seed.regions[VIRGINIA]?.instances.length).toBeLessThan(tokyo.instances.length);
    for (const instance of tokyo.instances) expect(INSTANCE_TYPES.has(instance.type), instance.type).toBe(true);
  });

  it('backed-up metadata sent back as it came is refused, as with AWS', () => {
    const roleArn = seed.roles[0]?.arn ?? '';
    for (const point of tokyo.points.filter((each) => each.resourceType === 'EC2'))
      expect(
        validateLaunch({ account: seed, regionName: TOKYO, pointArn: point.arn, roleArn }, tokyo.metadata[point.metadataKey] ?? {}),
      ).not.toBeNull();
  });
});

it('the large seed holds 60,000 addresses in one /16', () => {
  const region = largeSeed(NOW).regions[TOKYO] as RegionState;
  const wide = region.subnets.find((subnet) => subnet.cidr === '10.50.0.0/16');
  expect(region.enis.filter((eni) => eni.subnetId === wide?.id).reduce((sum, eni) => sum + eni.addresses.length, 0)).toBe(60_000);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createConditions } from '../conditions';
import { createInstance } from '../launch/create-instance';
import { judge } from '../launch/validate-launch';
import { ARTICLE_INSTANCE, ARTICLE_POINT, articleSeed, TOKYO } from '../seed/article';
import { seedId } from '../seed/ids';
import { ARTICLE_METADATA } from '../seed/metadata';
import { ARTICLE_SUBNET } from '../seed/network';
import { createAccount, timingsAt } from './account';
import { ipNumber } from './ip';
import { availableCount, usedNumbers } from './subnet-addresses';
import { beginTermination } from './terminate';
import type { AccountState, RegionState, RestoreJob } from './types';

const START = Date.UTC(2026, 10, 24, 9);
const ROLE = 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole';

const world = () => {
  let changes = 0;
  const account = createAccount({
    state: articleSeed(START),
    seed: articleSeed,
    timings: timingsAt(1),
    conditions: createConditions(),
    clock: () => START,
    onChange: () => {
      changes += 1;
    },
    save: async () => undefined,
  });
  return { account, region: () => account.region(TOKYO), changes: () => changes };
};

const { CpuOptions: _cpu, SubnetId: _subnet, SecurityGroupIds: _groups, ...REST } = ARTICLE_METADATA;
const metadata = (...nics: object[]): Record<string, string> => ({ ...REST, NetworkInterfaces: JSON.stringify(nics) });
const wish = (address: string) =>
  metadata({ DeviceIndex: 0, SubnetId: ARTICLE_SUBNET, PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: address }] });

const startJob = (
  region: RegionState,
  id: string,
  at: number,
  map: Record<string, string>,
  change: Partial<RestoreJob> = {},
): RestoreJob => {
  const job: RestoreJob = {
    id,
    token: null,
    pointArn: ARTICLE_POINT,
    vault: 'aws-backup-vault',
    resourceArn: '',
    resourceType: 'EC2',
    metadata: map,
    roleArn: ROLE,
    copyTags: true,
    createdAt: at,
    sizeBytes: 1,
    pointCreatedAt: at,
    validatedAt: at + 3000,
    finishesAt: at + 23_000,
    status: 'PENDING',
    message: null,
    completedAt: null,
    instanceId: null,
    ...change,
  };
  region.jobs.push(job);
  return job;
};

describe('as the clock goes on', () => {
  it('a good restore runs, holds its address from the start of the run, and completes', () => {
    const { account, region } = world();
    const job = startJob(region(), 'a', START, wish('10.1.10.201'));
    account.advance(2999);
    account.settle();
    expect(job.status).toBe('PENDING');
    account.advance(1);
    account.settle();
    expect(job.status).toBe('RUNNING');
    const made = region().instances.find((each) => each.id === job.instanceId);
    expect(made).toMatchObject({ state: 'pending', tags: { Name: 'intranet-01', owner: 'platform' }, profile: 'ec2_role' });
    expect(usedNumbers(region(), ARTICLE_SUBNET).has(ipNumber('10.1.10.201') ?? 0)).toBe(true);
    account.advance(20_000);
    account.settle();
    expect(job).toMatchObject({ status: 'COMPLETED', completedAt: START + 23_000 });
    expect(made?.state).toBe('running');
  });

  it('the second of two restores to one address fails, in the order they were started', () => {
    const { account, region } = world();
    const second = startJob(region(), 'b', START + 1, wish('10.1.10.201'));
    const first = startJob(region(), 'a', START, wish('10.1.10.201'));
    account.advance(60_000);
    account.settle();
    expect(first.status).toBe('COMPLETED');
    expect(second).toMatchObject({ status: 'FAILED', message: 'Address 10.1.10.201 is in use.', completedAt: START + 3001 });
  });

  it('a terminated instance holds its addresses a while (F29), then a restore may take them', () => {
    const { account, region } = world();
    const original = region().instances.find((each) => each.id === ARTICLE_INSTANCE);
    if (original === undefined) throw new Error('no original');
    beginTermination(original, account.now(), account.timings.shuttingDownMs);
    const early = startJob(region(), 'early', START, wish('10.1.10.115'));
    const late = startJob(region(), 'late', START + 6000, wish('10.1.10.115'));
    account.advance(60_000);
    account.settle();
    expect(early.message).toBe('Address 10.1.10.115 is in use.');
    expect(late.status).toBe('COMPLETED');
    expect(original.state).toBe('terminated');
    account.advance(3_600_000);
    account.settle();
    expect(region().instances).not.toContain(original);
  });

  it('an interface that does not go with its instance stays and keeps its address (V28)', () => {
    const { account, region } = world();
    const map = metadata({ DeviceIndex: 0, SubnetId: ARTICLE_SUBNET, PrivateIpAddress: '10.1.10.201', DeleteOnTermination: false });
    const job = startJob(region(), 'a', START, map);
    account.advance(30_000);
    account.settle();
    const made = region().instances.find((each) => each.id === job.instanceId);
    if (made === undefined) throw new Error('no instance');
    beginTermination(made, account.now(), 0);
    account.settle();
    expect(region().enis.find((eni) => eni.addresses.includes('10.1.10.201'))).toMatchObject({ status: 'available', instanceId: null });
  });

  it.each([
    ['capacity', 'FAILED', /sufficient capacity/],
    ['kms', 'FAILED', /KMS key/],
    ['quota', 'FAILED', /vCPU limit/],
    ['aborted', 'ABORTED', /aborted/],
  ])('a point tagged sandbox:restore=%s ends %s and leaves no address behind', (tag, status, message) => {
    const { account, region } = world();
    const index = region().points.findIndex((point) => point.arn === ARTICLE_POINT);
    const point = region().points[index];
    if (point === undefined) throw new Error('no point');
    region().points[index] = { ...point, tags: { 'sandbox:restore': tag } };
    const job = startJob(region(), 'a', START, wish('10.1.10.201'));
    account.advance(60_000);
    account.settle();
    expect(job).toMatchObject({ status, message: expect.stringMatching(message) });
    expect(usedNumbers(region(), ARTICLE_SUBNET).has(ipNumber('10.1.10.201') ?? 0)).toBe(false);
  });

  it('says that something happened only when something did', () => {
    const { account, region, changes } = world();
    account.settle();
    expect(changes()).toBe(0);
    startJob(region(), 'a', START - 5000, wish('10.1.10.201'));
    account.settle();
    expect(changes()).toBe(1);
  });

  it('a reset begins anew', () => {
    const { account, region } = world();
    startJob(region(), 'a', START, wish('10.1.10.201'));
    account.advance(60_000);
    account.reset();
    account.settle();
    expect([region().jobs.length, account.now()]).toEqual([0, START]);
  });
});

interface Wish {
  readonly SubnetId: string;
  readonly PrivateIpAddresses?: readonly { readonly Primary: boolean; readonly PrivateIpAddress: string }[];
  readonly SecondaryPrivateIpAddressCount?: number;
  readonly Ipv6AddressCount?: number;
  readonly Ipv4PrefixCount?: number;
  readonly Ipv4Prefixes?: readonly { readonly Ipv4Prefix: string }[];
}

const addressIn = fc.integer({ min: 150, max: 215 }).map((host) => `10.1.10.${host}`);
const batch = seedId('subnet', 'batch-a');

/** Interfaces as a person might ask for them, good and bad. */
const anyNic: fc.Arbitrary<Wish> = fc.oneof(
  fc.array(addressIn, { maxLength: 3 }).chain((addresses) =>
    fc.boolean().map((first) => ({
      SubnetId: ARTICLE_SUBNET,
      PrivateIpAddresses: addresses.map((PrivateIpAddress, i) => ({ Primary: first && i === 0, PrivateIpAddress })),
    })),
  ),
  fc.integer({ min: 0, max: 6 }).map((SecondaryPrivateIpAddressCount) => ({ SubnetId: ARTICLE_SUBNET, SecondaryPrivateIpAddressCount })),
  fc
    .integer({ min: 1, max: 8 })
    .map((SecondaryPrivateIpAddressCount) => ({ SubnetId: seedId('subnet', 'edge-a'), SecondaryPrivateIpAddressCount })),
  fc.integer({ min: 0, max: 3 }).map((Ipv6AddressCount) => ({ SubnetId: seedId('subnet', 'v6-a'), Ipv6AddressCount })),
  fc.integer({ min: 0, max: 3 }).map((Ipv4PrefixCount) => ({ SubnetId: batch, Ipv4PrefixCount })),
  fc.constantFrom('10.1.10.208/28', '10.1.10.160/28').map((Ipv4Prefix) => ({ SubnetId: ARTICLE_SUBNET, Ipv4Prefixes: [{ Ipv4Prefix }] })),
);

const everyNumber = (state: AccountState): string[] =>
  Object.values(state.regions).flatMap((region) =>
    region.enis.flatMap((eni) => [
      ...eni.addresses.map((address) => `${eni.subnetId} ${ipNumber(address)}`),
      ...eni.ipv4Prefixes.flatMap((prefix) => {
        const first = ipNumber(prefix.split('/')[0] ?? '') ?? 0;
        return Array.from({ length: 16 }, (_, i) => `${eni.subnetId} ${first + i}`);
      }),
      ...eni.ipv6Addresses.map((address) => `${eni.subnetId} ${address}`),
    ]),
  );

it('whatever is accepted gets exactly what it asked for, and no address is ever held twice', () => {
  const state = articleSeed(START);
  const region = state.regions[TOKYO] as RegionState;
  const enis = [...region.enis];
  let accepted = 0;
  fc.assert(
    fc.property(fc.array(anyNic, { minLength: 1, maxLength: 3 }), (nics) => {
      region.enis = [...enis];
      const map = {
        ...metadata(...nics.map((nic, DeviceIndex) => ({ ...nic, DeviceIndex }))),
        InstanceType: 'm5.xlarge',
        CreditSpecification: '{}',
      };
      const verdict = judge({ account: state, regionName: TOKYO, pointArn: ARTICLE_POINT, roleArn: ROLE }, map);
      if ('failure' in verdict) return;
      accepted += 1;
      const made = createInstance(verdict.launch, { number: accepted, now: START, tags: {} });
      const all = everyNumber(state);
      expect(new Set(all).size).toBe(all.length);
      nics.forEach((nic, i) => {
        const eni = region.enis.find((each) => each.instanceId === made.id && each.deviceIndex === i);
        const named = (nic.PrivateIpAddresses ?? []).map((each) => each.PrivateIpAddress);
        expect(eni?.addresses).toEqual(expect.arrayContaining(named));
        const primary = nic.PrivateIpAddresses?.find((each) => each.Primary)?.PrivateIpAddress;
        if (primary !== undefined) expect(eni?.addresses[0]).toBe(primary);
        else expect(named).not.toContain(eni?.addresses[0]);
        const automatic = (nic.SecondaryPrivateIpAddressCount ?? 0) + (primary === undefined ? 1 : 0);
        expect(eni?.addresses).toHaveLength(named.length + automatic);
        expect(eni?.ipv6Addresses).toHaveLength(nic.Ipv6AddressCount ?? 0);
      });
      for (const subnet of region.subnets) expect(availableCount(region, subnet)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 600, seed: 7 },
  );
  expect(accepted).toBeGreaterThan(100);
});

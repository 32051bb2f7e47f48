import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Facts } from '@/lib/restore/facts';
import finalMetadata from '@/lib/restore/fixtures/article_final_metadata.json';
import { openMetadata } from '@/lib/restore/request';
import { FACTS_FILES, type FactsFile, type GivenFacts } from './facts-answers';
import { readFacts } from './facts-read';

const SUBNET = 'subnet-0bdb9444b6747e0d6';
const asOf = '2026-11-25T03:30:00.000Z';
/** What the AWS CLI printed of the simulated account. */
const printed = Object.fromEntries(
  FACTS_FILES.map((file) => [file, { text: readFileSync(new URL(`./fixtures/facts/${file}`, import.meta.url), 'utf8'), asOf }]),
) as GivenFacts;
const request = openMetadata(finalMetadata);
const read = (given: GivenFacts): Facts => {
  const facts = readFacts(given, request);
  if (!facts.ok) throw new Error(JSON.stringify(facts.error));
  return facts.value;
};
const refused = (file: FactsFile, value: unknown) => {
  const facts = readFacts({ ...printed, [file]: { text: typeof value === 'string' ? value : JSON.stringify(value), asOf } }, request);
  return facts.ok ? null : facts.error;
};
const edited = (file: FactsFile, edit: (value: Record<string, Record<string, unknown>[]>) => void): unknown => {
  const value = JSON.parse(printed[file]!.text);
  edit(value);
  return value;
};

describe('what the AWS CLI prints', () => {
  const facts = read(printed);

  it('is read into facts with the time of each file', () => {
    expect(facts.callerAccount).toEqual({ state: 'known', value: '123456789012', asOf, source: 'sts:GetCallerIdentity' });
    expect(facts.subnets).toMatchObject({ state: 'known', asOf, source: 'ec2:DescribeSubnets' });
    expect(facts.keyPairs).toMatchObject({ value: ['ec2-keypair', 'ops-2025'] });
    expect(facts.offerings['t2.micro']).toMatchObject({ value: ['ap-northeast-1a', 'ap-northeast-1c', 'ap-northeast-1d'] });
    expect(facts.instanceTypes['t2.micro']).toMatchObject({
      value: { maxInterfaces: 2, ipv4PerInterface: 2, hypervisor: 'xen', validCores: [] },
    });
    expect(facts.reservations[SUBNET]).toMatchObject({ value: [{ cidr: '10.1.10.192/28', type: 'explicit' }] });
  });

  it('names who holds an address', () => {
    const interfaces = facts.interfaces[SUBNET];
    const holder = interfaces?.state === 'known' ? interfaces.value.find((one) => one.addresses[0] === '10.1.10.115') : undefined;
    expect(holder).toMatchObject({ instanceId: 'i-0f3a9c41d27be5860', deviceIndex: 0, addresses: ['10.1.10.115', '10.1.10.100'] });
    expect(facts.instances.state === 'known' && facts.instances.value.find((one) => one.id === holder?.instanceId)).toMatchObject({
      name: 'intranet-01',
      state: 'running',
    });
  });

  it('reads IPv6-only subnets as having no IPv4 address', () => {
    const subnet = facts.subnets.state === 'known' ? facts.subnets.value.find((one) => one.ipv6Native) : undefined;
    expect(subnet).toMatchObject({ cidr: '0.0.0.0/32', ipv6Native: true });
  });
});

describe('what is not there', () => {
  it.each(FACTS_FILES)('without %s its facts are unknown', (file) => {
    const { [file]: _without, ...rest } = printed;
    const facts = read(rest);
    const of: Record<FactsFile, unknown> = {
      'describe-subnets.json': facts.subnets.state,
      'describe-network-interfaces.json': facts.interfaces[SUBNET]?.state ?? 'unknown',
      'describe-instance-types.json': facts.instanceTypes['t2.micro']?.state ?? 'unknown',
      'describe-instance-type-offerings.json': facts.offerings['t2.micro']?.state ?? 'unknown',
      'describe-security-groups.json': facts.securityGroups.state,
      'describe-key-pairs.json': facts.keyPairs.state,
      'describe-instances.json': facts.instances.state,
      'get-subnet-cidr-reservations.json': facts.reservations[SUBNET]?.state ?? 'unknown',
      'get-caller-identity.json': facts.callerAccount.state,
      'get-instance-metadata-defaults.json': facts.metadataDefaults.state,
    };
    expect(of[file]).toBe('unknown');
    expect(Object.entries(of).filter(([name, state]) => name !== file && state !== 'known')).toEqual([]);
  });

  it('a list of another subnet’s interfaces proves nothing about this one', () => {
    const none = edited('describe-network-interfaces.json', (value) => {
      value.NetworkInterfaces = [];
    });
    const facts = read({ ...printed, 'describe-network-interfaces.json': { text: JSON.stringify(none), asOf } });
    expect(facts.interfaces[SUBNET]?.state).toBe('unknown');
  });

  it('a subnet in which AWS counts no address is known to be empty', () => {
    const empty = edited('describe-subnets.json', (value) => {
      for (const subnet of value.Subnets!) if (subnet.SubnetId === SUBNET) subnet.AvailableIpAddressCount = 251;
    });
    const facts = read({
      'describe-subnets.json': { text: JSON.stringify(empty), asOf },
      'describe-network-interfaces.json': { text: '{"NetworkInterfaces":[]}', asOf },
    });
    expect(facts.interfaces[SUBNET]).toMatchObject({ state: 'known', value: [] });
  });

  it('a type that is not in the answer was not asked for', () => {
    expect(read(printed).instanceTypes['c7g.large']).toBeUndefined();
  });

  it('offerings by region tell nothing of zones', () => {
    const text = '{"InstanceTypeOfferings":[{"InstanceType":"t2.micro","LocationType":"region","Location":"ap-northeast-1"}]}';
    expect(read({ 'describe-instance-type-offerings.json': { text, asOf } }).offerings).toEqual({});
  });

  it.each(FACTS_FILES)('a list without an answer is not an answer: %s', (file) => {
    expect(refused(file, [])).toMatchObject({ params: { file } });
  });

  it('an empty answer about reservations is that of the only subnet', () => {
    const text = '{"SubnetIpv4CidrReservations":[],"SubnetIpv6CidrReservations":[]}';
    expect(read({ 'get-subnet-cidr-reservations.json': { text, asOf } }).reservations).toMatchObject({
      [SUBNET]: { state: 'known', value: [] },
    });
  });

  it('several answers in one list count together', () => {
    const text = `[${printed['describe-key-pairs.json']!.text},{"KeyPairs":[{"KeyName":"third"}]}]`;
    expect(read({ 'describe-key-pairs.json': { text, asOf } }).keyPairs).toMatchObject({ value: ['ec2-keypair', 'ops-2025', 'third'] });
  });
});

describe('a broken file', () => {
  it.each<[FactsFile, unknown, object]>([
    ['describe-subnets.json', '{"Subnets": [', { code: 'not-json', params: { line: 1, column: 14 } }],
    ['describe-subnets.json', {}, { code: 'no-list', params: { list: 'Subnets' } }],
    ['describe-subnets.json', 'null', { code: 'no-list' }],
    ['describe-subnets.json', { Subnets: [{}] }, { code: 'entry', params: { place: 'Subnets[0].SubnetId' } }],
    ['describe-subnets.json', { Subnets: [], NextToken: 'more' }, { code: 'cut-short' }],
    ['describe-network-interfaces.json', { NetworkInterfaces: ['eni-1'] }, { code: 'entry', params: { place: 'NetworkInterfaces[0]' } }],
    [
      'describe-instance-types.json',
      { InstanceTypes: [{ InstanceType: 't2.micro' }] },
      { code: 'entry', params: { place: 'InstanceTypes[0].NetworkInfo' } },
    ],
    [
      'describe-instances.json',
      { Reservations: [{ Instances: [{}] }] },
      { code: 'entry', params: { place: 'Reservations[0].Instances[0].InstanceId' } },
    ],
    ['get-caller-identity.json', {}, { code: 'no-account' }],
  ])('%s: %j', (file, value, problem) => {
    expect(refused(file, value)).toMatchObject({ ...problem, params: { ...(problem as { params?: object }).params, file } });
  });

  it('is one with a subnet larger than a VPC can have', () => {
    const wide = edited('describe-subnets.json', (value) => {
      value.Subnets![0]!.CidrBlock = '0.0.0.0/0';
    });
    expect(refused('describe-subnets.json', wide)).toMatchObject({ code: 'entry', params: { place: 'Subnets[0].CidrBlock' } });
  });
});

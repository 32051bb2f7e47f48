import { describe, expect, it } from 'vitest';
import { checkMetadata } from '../check';
import { indexFacts, NO_FACTS } from '../fact-index';
import finalMetadata from '../fixtures/article_final_metadata.json';
import answer from '../fixtures/metadata_template.json';
import { openJson } from '../json';
import type { RestoreMetadata } from '../plan';
import { correct, correctErrors, fileDifferences } from './correct';

const index = indexFacts(NO_FACTS);
const judge = (metadata: RestoreMetadata) => checkMetadata(metadata, index);
const errors = (metadata: RestoreMetadata) => judge(metadata).filter((finding) => finding.severity === 'error');
const corrected = (metadata: RestoreMetadata): RestoreMetadata => {
  const result = correctErrors(metadata, judge, 'fresh');
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};
const nic = (members: Record<string, unknown>): string =>
  JSON.stringify([{ DeviceIndex: 0, Groups: ['sg-1'], SubnetId: 'subnet-1', ...members }]);

describe('correctErrors', () => {
  it('makes a backup’s own metadata fit to be sent', () => {
    expect(errors(answer.RestoreMetadata).length).toBeGreaterThan(0);
    const now = corrected(answer.RestoreMetadata);
    expect(errors(now)).toEqual([]);
    expect(now['aws:backup:request-id']).toBe('fresh');
    expect(now).not.toHaveProperty('SubnetId');
  });

  it('repairs what a hand-edited file gets wrong', () => {
    const broken = {
      InstanceType: 't3.micro',
      SubnetId: 'subnet-1',
      NetworkInterfaces: nic({
        SecondaryPrivateIpAddressCount: 0,
        PrivateIpAddresses: [
          { Primary: false, PrivateIpAddress: '10.0.0.9' },
          { Primary: false, PrivateIpAddress: '10.0.0.9' },
        ],
      }),
    };
    const now = corrected(broken);
    expect(errors(now)).toEqual([]);
    expect(openJson(now.NetworkInterfaces!)).toMatchObject([{ PrivateIpAddresses: [{ Primary: false, PrivateIpAddress: '10.0.0.9' }] }]);
  });

  it('closes JSON that somebody left open', () => {
    const open = { ...finalMetadata, NetworkInterfaces: JSON.parse(finalMetadata.NetworkInterfaces) } as RestoreMetadata;
    expect(errors(open).length).toBeGreaterThan(0);
    expect({ ...corrected(open), 'aws:backup:request-id': '' }).toEqual({ ...finalMetadata, 'aws:backup:request-id': '' });
  });

  it('leaves warnings to the person, and a file without errors as it is but for the request id', () => {
    expect(corrected(finalMetadata)).toEqual({ ...finalMetadata, 'aws:backup:request-id': 'fresh' });
  });

  it('leaves a file in which nothing can be done by itself as it is', () => {
    expect(corrected({ InstanceType: 't3.micro' })).toEqual({ InstanceType: 't3.micro', 'aws:backup:request-id': 'fresh' });
    expect(errors(corrected({ InstanceType: 't3.micro' })).length).toBeGreaterThan(0);
  });
});

describe('correct', () => {
  it('applies one fix', () => {
    const file = { ...finalMetadata, KeyName: 'gone' };
    const now = correct(file, [{ type: 'set-settings', settings: { keyPair: 'none' } }], 'r');
    expect(now.ok && 'KeyName' in now.value).toBe(false);
  });
});

describe('one place that cannot be read keeps nothing else from being corrected', () => {
  const original = JSON.parse(answer.RestoreMetadata.NetworkInterfaces)[0];
  const nic = (members: object): RestoreMetadata => ({
    ...answer.RestoreMetadata,
    NetworkInterfaces: JSON.stringify([{ ...original, ...members }]),
  });
  const list = (...addresses: readonly unknown[]) => ({ PrivateIpAddress: undefined, PrivateIpAddresses: addresses });
  const primary = { Primary: true, PrivateIpAddress: '10.1.10.115' };

  it.each<[string, RestoreMetadata, object]>([
    [
      'an address',
      nic(list(primary, { Primary: false, PrivateIpAddress: '10.1.10' })),
      { PrivateIpAddresses: [primary, { Primary: false, PrivateIpAddress: '10.1.10' }] },
    ],
    [
      'two of them',
      nic(list({ Primary: true, PrivateIpAddress: 'x' }, { Primary: false, PrivateIpAddress: 'y' })),
      {
        PrivateIpAddresses: [
          { Primary: true, PrivateIpAddress: 'x' },
          { Primary: false, PrivateIpAddress: 'y' },
        ],
      },
    ],
    [
      'the same twice',
      nic(list(primary, { PrivateIpAddress: 'x' }, { PrivateIpAddress: 'x' })),
      {
        PrivateIpAddresses: [
          primary,
          expect.objectContaining({ PrivateIpAddress: 'x' }),
          expect.objectContaining({ PrivateIpAddress: 'x' }),
        ],
      },
    ],
    [
      'an address that is a number',
      nic(list(primary, { Primary: false, PrivateIpAddress: 10 })),
      { PrivateIpAddresses: [primary, { Primary: false, PrivateIpAddress: 10 }] },
    ],
    ['an entry that is none', nic(list(primary, 7)), { PrivateIpAddresses: [primary, 7] }],
    [
      'a second primary',
      nic(list(primary, { Primary: true, PrivateIpAddress: '10.1.10.9' })),
      { PrivateIpAddresses: [primary, { Primary: true, PrivateIpAddress: '10.1.10.9' }] },
    ],
    [
      'the member PrivateIpAddress',
      nic({ PrivateIpAddress: '10.1.10.1o', PrivateIpAddresses: [] }),
      { PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.1.10.1o' }] },
    ],
    ['an IPv6 address', nic({ Ipv6Addresses: [{ Ipv6Address: 'fe80' }] }), { Ipv6Addresses: [{ Ipv6Address: 'fe80' }] }],
    ['a prefix', nic({ Ipv4Prefixes: [{ Ipv4Prefix: '10.1' }] }), { Ipv4Prefixes: [{ Ipv4Prefix: '10.1' }] }],
    ['a flag', nic({ DeleteOnTermination: 'yes' }), { DeleteOnTermination: 'yes' }],
    ['a count', nic({ DeviceIndex: 'zero' }), { DeviceIndex: 'zero' }],
    ['a group', nic({ Groups: ['sg-1', 2] }), { Groups: ['sg-1', 2] }],
  ])('%s', (_, file, kept) => {
    const made = correct(file, [], 'fresh');
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    const now = made.value;
    expect(now).not.toHaveProperty('SubnetId');
    expect(now).not.toHaveProperty('CpuOptions');
    expect(JSON.parse(now.NetworkInterfaces!)).toMatchObject([kept]);
    expect(now.NetworkInterfaces).not.toMatch(/aside|0\.0\.0\.|100::/);
    const told = JSON.stringify(fileDifferences(file, now));
    expect(told).toContain('clash-with-interfaces');
    expect(told).not.toMatch(/aside|0\.0\.0\.|100::/);
  });

  it.each<[string, Record<string, unknown>]>([
    ['interfaces that are no JSON', { NetworkInterfaces: '[{' }],
    ['interfaces that are no list', { NetworkInterfaces: '{}' }],
    ['an interface that is none', { NetworkInterfaces: '[1]' }],
    ['a type that is missing', { InstanceType: undefined }],
    ['a key that takes a name and has a number', { Architecture: 5 }],
  ])('%s', (_, keys) => {
    const file = JSON.parse(JSON.stringify({ ...finalMetadata, ElasticGpuSpecification: '[{"Type":"eg1"}]', ...keys })) as RestoreMetadata;
    const now = correct(file, [], 'r');
    if (!now.ok) throw new Error(JSON.stringify(now.error));
    const { ElasticGpuSpecification: _gone, ...rest } = file;
    expect(now.value).toEqual({ ...rest, 'aws:backup:request-id': 'r' });
  });

  it('the remedy of an unreadable address is its reading, where that is plain', () => {
    const file = nic(list({ Primary: true, PrivateIpAddress: '10.1.10. 115' }, { Primary: false, PrivateIpAddress: '１０.1.10.9/24' }));
    expect(JSON.parse(corrected(file).NetworkInterfaces!)).toMatchObject([
      { PrivateIpAddresses: [primary, { Primary: false, PrivateIpAddress: '10.1.10.9' }] },
    ]);
  });

  it('a remedy for interfaces that are put aside does not apply', () => {
    const file = { ...finalMetadata, NetworkInterfaces: '[{' };
    expect(correct(file, [{ type: 'set-public-ip', nic: 'n0', publicIp: false }], 'r').ok).toBe(false);
  });
});

describe('fileDifferences', () => {
  it('lists what a correction changed, with reasons', () => {
    const reasons = fileDifferences(answer.RestoreMetadata, corrected(answer.RestoreMetadata)).map((each) => `${each.at} ${each.reason}`);
    expect(reasons).toContain('/SubnetId clash-with-interfaces');
    expect(reasons).toContain('/CpuOptions cpu-options');
    expect(reasons).toContain('/NetworkInterfaces/0/NetworkInterfaceId new-interface');
  });

  it('has only the request id for a file that needed nothing', () => {
    expect(fileDifferences(finalMetadata, corrected(finalMetadata)).map((each) => each.at)).toEqual(['/aws:backup:request-id']);
  });
});

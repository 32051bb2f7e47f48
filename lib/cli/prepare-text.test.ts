import { describe, expect, it } from 'vitest';
import cases from '@/lib/restore/fixtures/address_cases.json';
import finalMetadata from '@/lib/restore/fixtures/article_final_metadata.json';
import template from '@/lib/restore/fixtures/metadata_template.json';
import { prepareText } from './prepare-text';

const answer = JSON.stringify(template);
const prepared = (specs: readonly string[], text = answer): Record<string, string> => {
  const result = prepareText(text, specs, 'fresh');
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return JSON.parse(result.value.file);
};
const nics = (specs: readonly string[], text = answer): Record<string, unknown>[] => JSON.parse(prepared(specs, text).NetworkInterfaces!);
const refused = (specs: readonly string[], text = answer) => {
  const result = prepareText(text, specs, 'fresh');
  return result.ok ? null : result.error;
};
const MEMBERS = ['PrivateIpAddress', 'PrivateIpAddresses', 'SecondaryPrivateIpAddressCount'];

describe('the article’s five cases', () => {
  it.each<[keyof typeof cases, string]>([
    ['case1_primary_dynamic_no_secondary', 'index=0,primary=auto,secondary=none'],
    ['case2_primary_fixed_no_secondary', 'index=0,primary=10.1.10.100,secondary=none'],
    ['case3_primary_fixed_secondary_dynamic', 'index=0,primary=10.1.10.110,secondary=auto:1'],
    ['case4_primary_fixed_secondary_fixed', 'index=0,primary=10.1.10.100,secondary=10.1.10.101'],
    ['case5_primary_dynamic_secondary_fixed', 'index=0,primary=auto,secondary=10.1.10.100'],
  ])('%s by --nic %s', (name, spec) => {
    const [nic] = nics([spec]);
    expect(Object.fromEntries(Object.entries(nic!).filter(([member]) => MEMBERS.includes(member)))).toEqual(cases[name]);
  });

  it('case 5 is the article’s file, key for key and value for value, but for the request id', () => {
    const file = prepared(['index=0,primary=auto,secondary=10.1.10.100']);
    expect(Object.entries(file)).toEqual(Object.entries({ ...finalMetadata, 'aws:backup:request-id': 'fresh' }));
  });
});

describe('prepareText', () => {
  it('keeps the addresses of the backup without --nic, and clears what AWS would refuse', () => {
    const file = prepared([]);
    expect(file).not.toHaveProperty('SubnetId');
    expect(JSON.parse(file.NetworkInterfaces!)).toMatchObject([
      {
        AssociatePublicIpAddress: false,
        PrivateIpAddresses: [
          { Primary: true, PrivateIpAddress: '10.1.10.115' },
          { Primary: false, PrivateIpAddress: '10.1.10.100' },
        ],
      },
    ]);
  });

  it('is the same for the map alone, and for its own output but for the request id', () => {
    expect(prepared([], JSON.stringify(template.RestoreMetadata))).toEqual(prepared([]));
    expect(prepared([], JSON.stringify(prepared([])))).toEqual(prepared([]));
  });

  it('changes only what is named', () => {
    expect(nics(['index=0,primary=10.1.10.7'])[0]).toMatchObject({
      PrivateIpAddresses: [
        { Primary: true, PrivateIpAddress: '10.1.10.7' },
        { Primary: false, PrivateIpAddress: '10.1.10.100' },
      ],
    });
    expect(nics(['index=0,groups=sg-a+sg-b'])[0]).toMatchObject({ Groups: ['sg-a', 'sg-b'] });
  });

  it('swaps primary and secondary in one option', () => {
    expect(nics(['index=0,primary=10.1.10.100,secondary=10.1.10.115'])[0]).toMatchObject({
      PrivateIpAddresses: [
        { Primary: true, PrivateIpAddress: '10.1.10.100' },
        { Primary: false, PrivateIpAddress: '10.1.10.115' },
      ],
    });
  });

  it('adds interfaces with a subnet of their own, and moves addresses to them', () => {
    const list = nics(['index=1,subnet=subnet-2,groups=sg-a,primary=10.1.10.100', 'index=0,secondary=none']);
    expect(list).toMatchObject([
      { DeviceIndex: 0, PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.1.10.115' }] },
      { DeviceIndex: 1, SubnetId: 'subnet-2', Groups: ['sg-a'], PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.1.10.100' }] },
    ]);
    // With several interfaces AWS takes no AssociatePublicIpAddress (V21).
    expect(list.some((nic) => 'AssociatePublicIpAddress' in nic)).toBe(false);
  });

  it('moves an interface once it is said what becomes of its addresses', () => {
    expect(refused(['index=0,subnet=subnet-2'])).toMatchObject({ problem: { code: 'addresses-of-other-subnet' } });
    expect(refused(['index=0,subnet=subnet-2,primary=auto'])).toMatchObject({ problem: { code: 'addresses-of-other-subnet' } });
    const [nic] = nics(['index=0,subnet=subnet-2,primary=10.2.0.9,secondary=none']);
    expect(nic).toMatchObject({ SubnetId: 'subnet-2', PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: '10.2.0.9' }] });
    expect(nic).not.toHaveProperty('SecondaryPrivateIpAddressCount');
  });

  it.each([
    [['index=0', 'index=0'], 'index-twice'],
    [['index=1,primary=10.1.10.7'], 'no-such-index'],
    [['index=0,primary=10.1.10.7,secondary=10.1.10.7'], 'duplicate-address'],
    [['index=0,secondary=10.1.10.7+10.1.10.7'], 'duplicate-address'],
    [['nonsense'], 'part'],
  ])('%j is refused as %s', (specs, code) => {
    expect(refused(specs)).toMatchObject({ kind: 'nic', problem: { code } });
  });

  it('says that an interface which is attached as it is cannot be changed', () => {
    const existing = { InstanceType: 't3.micro', NetworkInterfaces: '[{"DeviceIndex":0,"NetworkInterfaceId":"eni-1"}]' };
    expect(refused(['index=0,primary=auto'], JSON.stringify(existing))).toMatchObject({ problem: { code: 'existing' } });
  });

  it.each([
    ['{', 'input'],
    ['{}', 'plan'],
    ['{"InstanceType":"t3.micro","NetworkInterfaces":"[{]"}', 'plan'],
  ])('%s is a problem of the %s', (text, kind) => {
    expect(refused([], text)).toMatchObject({ kind });
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { seedId } from '../seed/ids';
import { ARTICLE_METADATA } from '../seed/metadata';
import { ARTICLE_GROUP, ARTICLE_SUBNET } from '../seed/network';
import { freshJudge, type Judge, metadata, type Nic, nic, primary, secondaries } from './test-judge';

let judge: Judge;
beforeEach(() => {
  judge = freshJudge();
});
const codeOf: Judge['codeOf'] = (nics, changes) => judge.codeOf(nics, changes);
const messageOf: Judge['messageOf'] = (nics, changes) => judge.messageOf(nics, changes);

describe('what AWS accepts', () => {
  it.each([
    ['case 1: all automatic', nic()],
    ['case 2: primary fixed', nic({ PrivateIpAddresses: [primary('10.1.10.201')] })],
    ['case 3: secondary automatic', nic({ PrivateIpAddresses: [primary('10.1.10.201')], SecondaryPrivateIpAddressCount: 1 })],
    ['case 4: both fixed', nic({ PrivateIpAddresses: [primary('10.1.10.201'), ...secondaries('10.1.10.202')] })],
    ['case 5: primary automatic, secondary fixed (V6)', nic({ PrivateIpAddresses: secondaries('10.1.10.201') })],
    ['a primary said by PrivateIpAddress', nic({ PrivateIpAddress: '10.1.10.201' })],
    ['an address in an explicit reservation (V29)', nic({ PrivateIpAddress: '10.1.10.193' })],
    [
      'empty and zero IPv6 members, as AWS returns them',
      nic({ Ipv6AddressCount: 0, Ipv6Addresses: [], Ipv4Prefixes: [], Ipv6Prefixes: [] }),
    ],
    ['no groups (V17)', nic({ Groups: [] })],
    ['a public IP on the only interface', nic({ AssociatePublicIpAddress: true })],
  ])('%s', (_what, one) => {
    expect(judge.refusal(metadata([one]))).toBeNull();
  });

  it('subnet and groups at the instance level, with NetworkInterfaces emptied (1.2)', () => {
    expect(codeOf([], { SubnetId: ARTICLE_SUBNET, SecurityGroupIds: JSON.stringify([ARTICLE_GROUP]) })).toBeNull();
  });

  it('a gap between device indexes, which nothing documents as refused (V3)', () => {
    expect(codeOf([nic(), nic({ DeviceIndex: 2 })])).toBeNull();
  });

  it('members and spellings of keys that RunInstances does not mind', () => {
    expect(codeOf([nic({ Unheard: 1 })], { VpcId: null, vpcId: 'vpc-anything' })).toBeNull();
    expect(codeOf([nic()], { CpuOptions: '{}', SubnetId: '', SecurityGroupIds: '[]' })).toBeNull();
  });

  it('an interface that waits, attached by its id', () => {
    expect(codeOf([{ DeviceIndex: 0, NetworkInterfaceId: seedId('eni', 'left') }])).toBeNull();
  });

  it('changes nothing', () => {
    const before = JSON.stringify(judge.account);
    judge.refusal(metadata([nic({ SecondaryPrivateIpAddressCount: 1 })]));
    expect(JSON.stringify(judge.account)).toBe(before);
  });
});

describe('the shape of the request', () => {
  it('the raw metadata of the article is refused', () => {
    expect(judge.refusal(ARTICLE_METADATA)?.message).toMatch(/instance-level subnet ID may not be specified/);
  });

  it.each<[string, readonly Nic[], Record<string, string>, RegExp]>([
    ['V1 groups', [nic()], { SecurityGroupIds: `["${ARTICLE_GROUP}"]` }, /instance-level security groups may not be specified/],
    ['V2 none', [{ SubnetId: ARTICLE_SUBNET }], {}, /requires a device index/],
    ['V2 twice', [nic(), nic()], {}, /requires a unique device index/],
    ['V2 no 0', [nic({ DeviceIndex: 1 })], {}, /must include a device at index 0/],
    ['V4 no subnet', [{ DeviceIndex: 0 }], {}, /requires a subnet/],
    ['V4 id and subnet', [nic({ NetworkInterfaceId: 'eni-1' })], {}, /both a network interface ID and a subnet/],
    [
      'V4 id and public IP',
      [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-1', AssociatePublicIpAddress: false }],
      {},
      /cannot be specified for a network interface with an ID/,
    ],
    ['V4 id and delete', [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-1', DeleteOnTermination: true }], {}, /delete on termination as true/],
    ['V4 id unknown', [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-1' }], {}, /networkInterface ID 'eni-1' does not exist/],
    ['V4 id in use', [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-0196b22fc136f1f81' }], {}, /in use/],
    ['V5', [nic({ PrivateIpAddress: '10.1.10.201', PrivateIpAddresses: [primary('10.1.10.201')] })], {}, /Only one primary/],
    ['V7 zero', [nic({ SecondaryPrivateIpAddressCount: 0 })], {}, /^Value \(0\) for parameter secondaryPrivateIpAddressCount is invalid/],
    [
      'V7 with a list',
      [nic({ SecondaryPrivateIpAddressCount: 1, PrivateIpAddresses: secondaries('10.1.10.201') })],
      {},
      /one and only one secondaryPrivateIpAddressCount/,
    ],
    [
      'V21 several',
      [nic({ AssociatePublicIpAddress: false }), nic({ DeviceIndex: 1 })],
      {},
      /when launching with multiple network interfaces/,
    ],
    ['V31', [nic({ Description: '経理サーバー' })], {}, /Invalid interface description/],
    ['V31 length', [nic({ Description: 'a'.repeat(256) })], {}, /Invalid interface description/],
    ['V27 kind', [nic({ InterfaceType: 'trunk' })], {}, /interfaceType is invalid/],
    ['not JSON', [], { NetworkInterfaces: '[{' }, /NetworkInterfaces is not valid JSON/],
    ['a wrong type', [nic({ DeviceIndex: '0' })], {}, /NetworkInterfaces\[0\]\.DeviceIndex/],
    ['an unknown key', [nic()], { Tags: '[]' }, /Unrecognized key : Tags/],
    [
      'a snapshot id',
      [nic()],
      { BlockDeviceMappings: '[{"DeviceName":"/dev/xvda","Ebs":{"SnapshotId":"snap-1"}}]' },
      /does not support SnapshotId/,
    ],
    [
      'a key without encryption',
      [nic()],
      { BlockDeviceMappings: '[{"DeviceName":"/dev/xvda","Ebs":{"KmsKeyId":"alias/restores"}}]' },
      /KmsKeyId requires the parameter Encrypted/,
    ],
    [
      'a root volume that does not boot',
      [nic()],
      { BlockDeviceMappings: '[{"DeviceName":"/dev/xvda","Ebs":{"VolumeType":"st1","VolumeSize":300}}]' },
      /iops is not supported for st1 volumes/,
    ],
    ['F12', [], {}, /No default VPC for this user/],
  ])('%s', (_rule, nics, changes, expected) => {
    expect(messageOf(nics, changes)).toMatch(expected);
  });
});

describe('AWS Backup itself', () => {
  const withRole = (name: string): string | null => {
    judge.change({ roleArn: `arn:aws:iam::123456789012:role/${name}` });
    return messageOf([nic()]);
  };

  it('F11: a role that is missing or trusts somebody else', () => {
    expect(withRole('NoSuchRole')).toMatch(/cannot be assumed by AWS Backup/);
    expect(withRole('LegacyOpsRole')).toMatch(/cannot be assumed by AWS Backup/);
  });

  it('F1: a role that may not pass the profile’s role; none to pass is fine', () => {
    expect(withRole('RestoreWithoutPassRole')).toMatch(/Encoded authorization failure message: [A-Za-z0-9_-]+$/);
    expect(withRole('RestoreWebOnly')).toMatch(/not authorized/);
    expect(codeOf([nic()], { IamInstanceProfileName: null })).toBeNull();
  });

  it('F25: a role that only makes backups', () => {
    expect(withRole('BackupOnlyRole')).toMatch(/not authorized/);
  });

  it('F2: the backed-up profile, its sentinel, or none', () => {
    expect(messageOf([nic()], { IamInstanceProfileName: 'web-profile' })).toMatch(/does not permit attaching a new instance profile/);
    expect(messageOf([nic()], { IamInstanceProfileName: 'UseBackedUpValue' })).toBeNull();
    expect(messageOf([nic()], { IamInstanceProfileName: '' })).toBeNull();
  });

  it('F10: an image that was disabled', () => {
    judge.at('jump-01', 2);
    expect(codeOf([nic()], { IamInstanceProfileName: null })).toBe('InvalidAMIID.Unavailable');
    judge.at('jump-01', 1);
    expect(codeOf([nic()], { IamInstanceProfileName: null })).toBeNull();
  });

  it('a point of the air-gapped vault has no image to look at', () => {
    const point = judge.region.points.find((each) => each.vault === 'compliance-airgapped');
    judge.change({ pointArn: point?.arn ?? '' });
    expect(codeOf([nic()], { IamInstanceProfileName: 'db-profile' })).toBeNull();
  });
});

import { boundary, denied, fails, known, nic, passes, type RuleCase } from './fixture';

const at = '/BlockDeviceMappings/0';
const mappings = (list: readonly object[], more: object = {}) => ({
  nics: [nic()],
  keys: { BlockDeviceMappings: JSON.stringify(list), ...more },
});
const devices = (Ebs: object, more: object = { DeviceName: '/dev/xvdb' }) => mappings([{ ...more, Ebs }]);
const root = (Ebs: object) => devices(Ebs, { DeviceName: '/dev/xvda' });
const kms = (region: string) => ({ Encrypted: true, KmsKeyId: `arn:aws:kms:${region}:123456789012:key/1` });
const nowhere = { context: { region: null } };

/** J5. */
export const BLOCK_DEVICE_CASES: readonly RuleCase[] = [
  passes('J5', 'a size', devices({ VolumeSize: 8 })),
  fails('J5', 'a snapshot', devices({ SnapshotId: 'snap-1' }), `block-device-member ${at}/Ebs/SnapshotId`),
  fails('J5', 'an outpost', devices({ OutpostArn: 'arn' }), `block-device-member ${at}/Ebs/OutpostArn`),
  fails('J5', 'a member that AWS Backup does not list', devices({ EbsCardIndex: 1 }), `block-device-unlisted ${at}/Ebs/EbsCardIndex`),
  fails('J5', 'another', devices({ VolumeInitializationRate: 100 }), `block-device-unlisted ${at}/Ebs/VolumeInitializationRate`),
  boundary('J5', 'null says nothing', devices({ SnapshotId: null, EbsCardIndex: null, Iops: null, Encrypted: null })),

  ...['VolumeSize', 'Iops', 'Throughput'].flatMap((member) => [
    fails('J5', `no ${member} at all`, devices({ [member]: 0 }), `block-device-value ${at}/Ebs/${member}`),
    fails('J5', `less ${member} than none`, devices({ [member]: -1 }), `block-device-value ${at}/Ebs/${member}`),
    boundary('J5', `the least ${member} there is`, devices({ [member]: 1 })),
  ]),
  fails('J5', 'no size of a known type', devices({ VolumeType: 'gp3', VolumeSize: 0 }), `volume-range ${at}/Ebs/VolumeSize`),

  fails('J5', 'no device', devices({ VolumeSize: 8 }, {}), `block-device-form ${at}`),
  fails(
    'J5',
    'a device twice',
    mappings([{ DeviceName: '/dev/xvdb' }, { DeviceName: '/dev/xvdb' }]),
    'device-twice /BlockDeviceMappings/1',
  ),
  boundary('J5', 'two devices', mappings([{ DeviceName: '/dev/xvdb' }, { DeviceName: '/dev/xvdc' }])),

  fails('J5', 'a size as text', devices({ VolumeSize: '16' }), `block-device-value ${at}/Ebs/VolumeSize`),
  fails('J5', 'a size that is no number', devices({ VolumeSize: 'large' }), `block-device-value ${at}/Ebs/VolumeSize`),
  fails('J5', 'a flag as text', devices({ DeleteOnTermination: 'true' }), `block-device-value ${at}/Ebs/DeleteOnTermination`),

  fails('J5', 'a key without encryption', devices({ KmsKeyId: 'key' }), `block-device-key ${at}/Ebs/KmsKeyId`),
  boundary('J5', 'a key with encryption', devices({ KmsKeyId: 'key', Encrypted: true })),
  fails('J5', 'a key of another region', devices(kms('us-west-2')), `key-other-region ${at}/Ebs/KmsKeyId`),
  fails(
    'J5',
    'a key of another region than Placement’s zone',
    {
      ...mappings([{ DeviceName: '/dev/xvdb', Ebs: kms('us-west-2') }], { Placement: '{"AvailabilityZone":"us-west-1-lax-1a"}' }),
      nics: [],
      ...nowhere,
    },
    `key-other-region ${at}/Ebs/KmsKeyId`,
  ),
  boundary('J5', 'a key of this region', devices(kms('ap-northeast-1'))),
  boundary('J5', 'a key where the region is not known', { ...devices(kms('us-west-2')), ...nowhere }),
  boundary('J5', 'an alias says no region', devices({ Encrypted: true, KmsKeyId: 'alias/restores' })),

  fails('J5', 'smaller than the image', root({ VolumeSize: 7 }), `volume-smaller ${at}/Ebs/VolumeSize`),
  boundary('J5', 'as large as the image', root({ VolumeSize: 8 })),
  fails(
    'J5',
    'smaller than the backup’s metadata says',
    { ...devices({ VolumeSize: 9 }), context: { backedUpDevices: '[{"DeviceName":"/dev/xvdb","Ebs":{"VolumeSize":10}}]' } },
    `volume-smaller ${at}/Ebs/VolumeSize`,
  ),
  boundary(
    'J5',
    'a size where the image may not be seen',
    { ...root({ VolumeSize: 7 }), facts: { image: denied('ec2:DescribeImages') } },
    `unknown-denied ${at}/Ebs/VolumeSize`,
  ),
  boundary('J5', 'another device than the image has', devices({ VolumeSize: 1 })),
  fails('J5', 'encryption taken away', root({ Encrypted: false }), `volume-stays-encrypted ${at}/Ebs/Encrypted`),
  boundary('J5', 'not encrypted, as it was', devices({ Encrypted: false })),

  fails('J5', 'no type of EC2', devices({ VolumeType: 'ssd' }), `volume-type-unknown ${at}/Ebs/VolumeType`),
  fails('J5', 'a type in capitals', devices({ VolumeType: 'GP3' }), `volume-type-unknown ${at}/Ebs/VolumeType`),
  ...['st1', 'sc1'].flatMap((type) => [
    fails('J5', `a root volume of ${type}`, root({ VolumeType: type, VolumeSize: 125 }), `volume-not-bootable ${at}/Ebs/VolumeType`),
    boundary('J5', `another volume of ${type}`, devices({ VolumeType: type, VolumeSize: 125 })),
  ]),
  boundary(
    'J5',
    'whether it is the root volume where the image may not be seen',
    { ...root({ VolumeType: 'st1' }), facts: { image: denied('ec2:DescribeImages') } },
    `unknown-denied ${at}/Ebs/VolumeType`,
  ),
  boundary('J5', 'a root volume of sc1 where the image is gone', { ...root({ VolumeType: 'sc1' }), facts: { image: known(null) } }),
  boundary('J5', 'a root volume of gp3', root({ VolumeType: 'gp3' })),
  fails('J5', 'gp2 with throughput', devices({ VolumeType: 'gp2', Throughput: 125 }), `volume-throughput ${at}/Ebs/Throughput`),
  fails('J5', 'gp2 with IOPS', devices({ VolumeType: 'gp2', Iops: 100 }), `volume-iops-unused ${at}/Ebs/Iops`),
  fails('J5', 'io1 without IOPS', devices({ VolumeType: 'io1' }), `volume-iops-missing ${at}/Ebs/Iops`),
  boundary('J5', 'gp3 needs none', devices({ VolumeType: 'gp3', VolumeSize: 8 })),
  fails('J5', 'a disk that is too small', devices({ VolumeType: 'st1', VolumeSize: 124 }), `volume-range ${at}/Ebs/VolumeSize`),
  boundary('J5', 'the smallest', devices({ VolumeType: 'st1', VolumeSize: 125 })),
  fails('J5', 'gp3 with too few IOPS', devices({ VolumeType: 'gp3', Iops: 2_999 }), `volume-range ${at}/Ebs/Iops`),
  fails('J5', 'gp3 with too little throughput', devices({ VolumeType: 'gp3', Throughput: 124 }), `volume-range ${at}/Ebs/Throughput`),
  boundary('J5', 'the ends of the range', devices({ VolumeType: 'gp3', Iops: 80_000, Throughput: 2_000, VolumeSize: 160 })),
  fails('J5', 'too many IOPS for the size', devices({ VolumeType: 'io1', Iops: 501, VolumeSize: 10 }), `volume-iops-size ${at}/Ebs/Iops`),
  boundary('J5', 'as many as the size gives', devices({ VolumeType: 'io1', Iops: 500, VolumeSize: 10 })),
  boundary('J5', 'every gp3 volume has 3,000', devices({ VolumeType: 'gp3', Iops: 3_000, VolumeSize: 1 })),
  fails(
    'J5',
    'too much throughput for the IOPS that it has anyway',
    devices({ VolumeType: 'gp3', Throughput: 751 }),
    `volume-throughput-iops ${at}/Ebs/Throughput`,
  ),
  boundary('J5', 'as much as they give', devices({ VolumeType: 'gp3', Throughput: 750 })),
];

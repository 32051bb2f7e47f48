import { boundary, denied, fails, nic, type RuleCase } from './fixture';

const at = '/BlockDeviceMappings/0';
const mappings = (list: readonly unknown[]) => ({ nics: [nic()], keys: { BlockDeviceMappings: JSON.stringify(list) } });
const devices = (Ebs: object, DeviceName: string | undefined = '/dev/xvdb') => mappings([{ DeviceName, Ebs }]);
const root = (Ebs: object) => devices(Ebs, '/dev/xvda');
const backedUp = (size: number, device = '/dev/xvdb') => ({
  context: {
    backedUpDevices: JSON.stringify([
      { DeviceName: '/dev/xvdz', Ebs: { VolumeSize: 900 } },
      { DeviceName: device, Ebs: { VolumeSize: size } },
    ]),
  },
});

/** J5 at its edges. */
export const VOLUME_CASES: readonly RuleCase[] = [
  ...['16 GiB', 'x16', '1234567', ' 16', '', true, 1.5, [16]].map((VolumeSize) =>
    fails('J5', `a size of ${JSON.stringify(VolumeSize)}`, devices({ VolumeSize }), `block-device-value ${at}/Ebs/VolumeSize`),
  ),
  fails('J5', 'a size of "1"', devices({ VolumeSize: '1' }), `block-device-value ${at}/Ebs/VolumeSize`),
  fails('J5', 'a size of "999999"', devices({ VolumeSize: '999999' }), `block-device-value ${at}/Ebs/VolumeSize`),
  ...['Encrypted', 'DeleteOnTermination'].flatMap((member) => [
    ...['TRUE', 'False', 'untrue', 'trueish', 1, ''].map((value) =>
      fails('J5', `${member} of ${JSON.stringify(value)}`, devices({ [member]: value }), `block-device-value ${at}/Ebs/${member}`),
    ),
    boundary('J5', `${member} as JSON has it`, devices({ [member]: true })),
  ]),
  boundary('J5', 'no key', devices({ KmsKeyId: '' })),
  fails(
    'J5',
    'a key by its ARN in a text',
    devices({ Encrypted: true, KmsKeyId: 'arn:aws-cn:kms:cn-north-1:123456789012:alias/k' }),
    `key-other-region ${at}/Ebs/KmsKeyId`,
  ),
  boundary('J5', 'an ARN within something', devices({ Encrypted: true, KmsKeyId: 'x:arn:aws:kms:us-west-2:123456789012:key/1' })),
  fails(
    'J5',
    'no name for the second device',
    mappings([{ DeviceName: '/dev/xvdb' }, { Ebs: { SnapshotId: 'snap-1' } }]),
    'block-device-form /BlockDeviceMappings/1',
    'block-device-member /BlockDeviceMappings/1/Ebs/SnapshotId',
  ),
  fails('J5', 'no name for two of them', mappings([{}, {}]), `block-device-form ${at}`, 'block-device-form /BlockDeviceMappings/1'),
  boundary('J5', 'no mappings', { nics: [nic()], keys: { BlockDeviceMappings: '' } }),

  fails('J5', 'smaller than this device was', { ...devices({ VolumeSize: 9 }), ...backedUp(10) }, `volume-smaller ${at}/Ebs/VolumeSize`),
  boundary('J5', 'smaller than another was', { ...devices({ VolumeSize: 11 }), ...backedUp(10) }),
  boundary('J5', 'the size that the backup’s metadata says is enough where the image may not be seen', {
    ...devices({ VolumeSize: 10 }),
    ...backedUp(10),
    facts: { image: denied('ec2:DescribeImages') },
  }),
  boundary('J5', 'no size is said where the image may not be seen', {
    ...devices({ Encrypted: true }),
    facts: { image: denied('ec2:DescribeImages') },
  }),

  boundary('J5', 'no type', devices({ VolumeType: '', Throughput: 1 })),
  fails(
    'J5',
    'a type in capitals with what it has not',
    devices({ VolumeType: 'GP2', Throughput: 125, Iops: 100 }),
    `volume-type-unknown ${at}/Ebs/VolumeType`,
    `volume-throughput ${at}/Ebs/Throughput`,
    `volume-iops-unused ${at}/Ebs/Iops`,
  ),
  fails('J5', 'a type of every object of JavaScript', devices({ VolumeType: 'constructor' }), `volume-type-unknown ${at}/Ebs/VolumeType`),
  ...(
    [
      ['gp2', 1, 16_384],
      ['gp3', 1, 65_536],
      ['io1', 4, 16_384, 100],
      ['io2', 4, 65_536, 100],
      ['st1', 125, 16_384],
      ['sc1', 125, 16_384],
      ['standard', 1, 1_024],
    ] as const
  ).flatMap(([VolumeType, least, most, Iops]) => {
    const of = (VolumeSize: number) => devices({ VolumeType, VolumeSize, ...(Iops === undefined ? {} : { Iops }) });
    return [
      fails('J5', `less than ${VolumeType} has`, of(least - 1), `volume-range ${at}/Ebs/VolumeSize`),
      boundary('J5', `the least of ${VolumeType}`, of(least)),
      boundary('J5', `the most of ${VolumeType}`, of(most)),
      fails('J5', `more than ${VolumeType} has`, of(most + 1), `volume-range ${at}/Ebs/VolumeSize`),
    ];
  }),
  ...(
    [
      ['gp3', 3_000, 80_000, 500],
      ['io1', 100, 64_000, 50],
      ['io2', 100, 256_000, 1_000],
    ] as const
  ).flatMap(([VolumeType, least, most, perGib]) => {
    const of = (Iops: number, VolumeSize?: number) => devices({ VolumeType, Iops, ...(VolumeSize === undefined ? {} : { VolumeSize }) });
    const size = Math.ceil(most / perGib);
    return [
      fails('J5', `fewer IOPS than ${VolumeType} has`, of(least - 1), `volume-range ${at}/Ebs/Iops`),
      boundary('J5', `the fewest of ${VolumeType}, of whatever size`, of(least, 4)),
      boundary('J5', `the most of ${VolumeType}`, of(most, size)),
      fails('J5', `more IOPS than ${VolumeType} has`, of(most + 1, size), `volume-range ${at}/Ebs/Iops`),
      boundary('J5', `as many as ${VolumeType} has for the size`, of(100 * perGib, 100)),
      fails('J5', `one more than ${VolumeType} has for the size`, of(100 * perGib + 1, 100), `volume-iops-size ${at}/Ebs/Iops`),
      fails('J5', `the most of ${VolumeType}, of too small a size`, of(most, size - 1), `volume-iops-size ${at}/Ebs/Iops`),
      boundary('J5', `the most of ${VolumeType}, of a size that is not known`, of(most)),
    ];
  }),
  fails('J5', 'IOPS by the size of the image', root({ VolumeType: 'io1', Iops: 401 }), `volume-iops-size ${at}/Ebs/Iops`),
  fails(
    'J5',
    'IOPS by the size of the backup',
    { ...devices({ VolumeType: 'io1', Iops: 501 }), ...backedUp(10) },
    `volume-iops-size ${at}/Ebs/Iops`,
  ),
  fails('J5', 'io2 without IOPS', devices({ VolumeType: 'io2' }), `volume-iops-missing ${at}/Ebs/Iops`),
  boundary('J5', 'gp3 without IOPS', devices({ VolumeType: 'gp3' })),
  boundary('J5', 'the least throughput of gp3', devices({ VolumeType: 'gp3', Throughput: 125 })),
  fails(
    'J5',
    'more throughput than gp3 has',
    devices({ VolumeType: 'gp3', Throughput: 2_001, Iops: 80_000, VolumeSize: 160 }),
    `volume-range ${at}/Ebs/Throughput`,
  ),
  boundary('J5', 'as much as its IOPS give', devices({ VolumeType: 'gp3', Throughput: 1_000, Iops: 4_000, VolumeSize: 160 })),
  fails(
    'J5',
    'more than its IOPS give',
    devices({ VolumeType: 'gp3', Throughput: 1_001, Iops: 4_003, VolumeSize: 160 }),
    `volume-throughput-iops ${at}/Ebs/Throughput`,
  ),
  fails(
    'J5',
    'the most throughput with too few IOPS',
    devices({ VolumeType: 'gp3', Throughput: 2_000, Iops: 7_999, VolumeSize: 160 }),
    `volume-throughput-iops ${at}/Ebs/Throughput`,
  ),
  fails(
    'J5',
    'the least throughput whatever the IOPS',
    devices({ VolumeType: 'gp3', Throughput: 126, Iops: 400 }),
    `volume-range ${at}/Ebs/Iops`,
    `volume-throughput-iops ${at}/Ebs/Throughput`,
  ),
];

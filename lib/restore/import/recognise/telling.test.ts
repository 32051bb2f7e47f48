import { expect, it } from 'vitest';
import { isObject } from '../../json';
import { recognise } from './recognise';

const arn = 'arn:aws:ec2:ap-northeast-1::image/ami-084ddc30cf536ac1e';
const vaultArn = 'arn:aws:backup:ap-northeast-1:123456789012:backup-vault:vault';
const map = { InstanceType: 't3.micro', SubnetId: 'subnet-1' };

/** What a value is told to be, with every parameter. */
const told = (value: unknown): string => {
  if (!isObject(value) && !Array.isArray(value)) throw new Error('no JSON');
  const seen = recognise(value);
  if (seen.kind === 'several') return `several: ${seen.found.map(({ form }) => form).join(', ')}`;
  if (seen.kind === 'other')
    return `${seen.code} ${JSON.stringify(seen.params)}${seen.failure === null ? '' : ` failure: ${seen.failure}`}`;
  const { form, metadata, options, vault, jobId, notes } = seen.found;
  return `${form} in ${seen.within}: ${Object.keys(metadata).join(',')} ${JSON.stringify({ ...options, vault, jobId, notes: notes.map(({ code, at }) => code + at) })}`;
};

const said = (more: object = {}): string =>
  JSON.stringify({
    region: null,
    recoveryPointArn: null,
    restoreRoleArn: null,
    copyTags: null,
    ignored: [],
    vault: null,
    jobId: null,
    notes: [],
    ...more,
  });
const deep = (levels: number, value: unknown): unknown => (levels === 0 ? value : { a: deep(levels - 1, value) });
const context = { principal: { arn: 'p' }, action: 'iam:PassRole', resource: 'r' };
const denied = 'User: p is not authorized to perform: iam:PassRole on resource: r';
const event = (type: string, detail: unknown) => ({ 'detail-type': type, source: 'aws.backup', detail });
const trail = (more: object) => ({ eventSource: 'backup.amazonaws.com', eventName: 'StartRestoreJob', ...more });

it.each<[unknown, string]>([
  // Maps.
  [map, `map in null: InstanceType,SubnetId ${said()}`],
  [{}, `map in null:  ${said()}`],
  [[map], `map in list: InstanceType,SubnetId ${said()}`],
  [[map, map], 'several: map, map'],
  [{ KeyName: 'k' }, `map in null: KeyName ${said()}`],
  [{ x: { KeyName: 'k' } }, 'unknown-object {"keys":"x","found":"list"}'],
  [{ x: { KeyName: 'k', VpcId: 'v' } }, 'unknown-object {"keys":"x","found":"list"}'],
  [{ x: { InstanceType: 't' } }, 'unknown-object {"keys":"x","found":"list"}'],
  [{ x: { InstanceType: 't', KeyName: 'k' } }, `map in other: InstanceType,KeyName ${said()}`],
  [{ x: { SubnetId: 't', KeyName: 'k' } }, `map in other: SubnetId,KeyName ${said()}`],
  [{ x: { NetworkInterfaces: '[]', KeyName: 'k' } }, `map in other: NetworkInterfaces,KeyName ${said()}`],
  [{ x: { InstanceType: 5, KeyName: 'k' } }, 'unknown-object {"keys":"x","found":"list"}'],
  [{ x: { InstanceType: null, KeyName: 'k' } }, 'unknown-object {"keys":"x","found":"list"}'],
  [
    { InstanceType: 't', 'aws:backup:request-id': 'r', InstanceId: 'i', ImageId: 'a' },
    `map in null: InstanceType,aws:backup:request-id,InstanceId,ImageId ${said()}`,
  ],
  [{ InstanceId: 'i', ImageId: 'a', 'aws:backup:request-id': 'r' }, 'is-facts {"call":"ec2 describe-instances"}'],
  [{ InstanceId: 'i', ImageId: 'a', InstanceType: 't' }, 'is-facts {"call":"ec2 describe-instances"}'],
  [{ x: { Engine: 'a', DBInstanceIdentifier: 'b' } }, 'unknown-object {"keys":"x","found":"list"}'],
  [{ Engine: 'a', DBInstanceIdentifier: 'b' }, 'not-ec2 {"type":"RDS","by":"keys","sign":"Engine, DBInstanceIdentifier"}'],
  [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }, 'unknown-object {"keys":"a, b, c, d, e","found":"list"}'],
  [[1, 'x'], 'not-an-object {"keys":"","found":"list"}'],
  [{ x: 'no JSON', y: 'text { }' }, 'unknown-object {"keys":"x, y","found":"list"}'],
  [{ x: `  ${JSON.stringify(map)}` }, `map in other: InstanceType,SubnetId ${said()}`],
  [{ x: JSON.stringify({ KeyName: 'k' }) }, 'unknown-object {"keys":"x","found":"list"}'],
  [deep(23, map), `map in other: InstanceType,SubnetId ${said()}`],
  [deep(24, map), `map in other: InstanceType,SubnetId ${said()}`],
  [deep(25, map), 'unknown-object {"keys":"a","found":"list"}'],

  // Answers and bodies.
  [
    { BackupVaultArn: vaultArn, RecoveryPointArn: arn, RestoreMetadata: map },
    `answer in null: InstanceType,SubnetId ${said({ region: 'ap-northeast-1', recoveryPointArn: arn, vault: 'vault' })}`,
  ],
  [{ InferredMetadata: map }, `inferred-answer in null: InstanceType,SubnetId ${said()}`],
  [{ RestoreJobId: 'J', Metadata: map }, `job-answer in null: InstanceType,SubnetId ${said({ jobId: 'J' })}`],
  ...['RecoveryPointArn', 'IamRoleArn'].map((name): [unknown, string] => [
    { [name]: 'arn:aws:x', Metadata: { Own: '1' } },
    `request in null: Own ${said(name === 'IamRoleArn' ? { restoreRoleArn: 'arn:aws:x' } : { recoveryPointArn: 'arn:aws:x' })}`,
  ]),
  [{ IdempotencyToken: 't', Metadata: { Own: '1' } }, `request in null: Own ${said()}`],
  [{ ResourceType: 'EC2', Metadata: { Own: '1' } }, `request in null: Own ${said()}`],
  [{ CopySourceTagsToRestoredResource: true, Metadata: { Own: '1' } }, `request in null: Own ${said({ copyTags: true })}`],
  [{ CopySourceTagsToRestoredResource: 'true', Metadata: { Own: '1' } }, `request in null: Own ${said()}`],
  [{ Metadata: { Own: '1' } }, 'unknown-object {"keys":"Metadata","found":"list"}'],
  [{ ResourceType: 'EC2', Metadata: 'HIDDEN' }, 'hidden-metadata {"id":"JOB_ID"}'],
  [{ ResourceType: 'EC2', Metadata: '***' }, 'hidden-metadata {"id":"JOB_ID"}'],
  [{ ResourceType: 'EC2', Metadata: '$.x' }, 'placeholder {"option":"Metadata","text":"$.x"}'],
  [{ ResourceType: 'EC2', Metadata: 5 }, 'unknown-object {"keys":"ResourceType, Metadata","found":"list"}'],
  [{ y: 'EC2', Metadata: 'x' }, 'unknown-object {"keys":"y, Metadata","found":"list"}'],
  [{ ResourceType: '', Metadata: { KeyName: '' }, IamRoleArn: '' }, 'skeleton {"list":"ResourceType, IamRoleArn"}'],
  [
    { ResourceType: '', Metadata: { KeyName: '', VpcId: 'v' } },
    `request in null: KeyName,VpcId ${said({ notes: ['empty-resource-type'] })}`,
  ],
  [{ ResourceType: 'EC2', Metadata: { KeyName: '' } }, `request in null: KeyName ${said()}`],
  [{ ResourceType: 'EC2', Metadata: '{"KeyName":"k"}' }, `request in null: KeyName ${said({ notes: ['metadata-as-text'] })}`],
  [{ RestoreMetadata: '{"KeyName":"k"}' }, `answer in null: KeyName ${said()}`],
  [{ resource_type: 'EC2', meta_data: { KeyName: 'k' } }, `request in null: KeyName ${said()}`],
  [{ 'ResourceType.$': '$.t', Metadata: { 'KeyName.$': '$.k' } }, 'not-ec2 {"type":"$.t","by":"type","sign":"$.t"}'],

  // Jobs.
  [{ RestoreJobId: 'J', Status: 'FAILED', StatusMessage: 'm' }, 'is-failed-job {"id":"J","status":"FAILED","type":"EC2"} failure: m'],
  [{ RestoreJobId: 'J', State: 'aborted', StatusMessage: 'm' }, 'is-failed-job {"id":"J","status":"aborted","type":"EC2"} failure: m'],
  [{ RestoreJobId: 'J', Status: 'FAILED' }, 'is-restore-job {"id":"J","status":"FAILED","type":"EC2"}'],
  [{ RestoreJobId: 'J', Status: 'NOT_FAILED', StatusMessage: 'm' }, 'is-restore-job {"id":"J","status":"NOT_FAILED","type":"EC2"}'],
  [{ RestoreJobId: 'J', Status: 'FAILED_ONCE', StatusMessage: 'm' }, 'is-restore-job {"id":"J","status":"FAILED_ONCE","type":"EC2"}'],
  [{ RestoreJobId: 'J', Status: 'RUNNING', ResourceType: 'RDS' }, 'is-restore-job {"id":"J","status":"RUNNING","type":"RDS"}'],
  [
    { RestoreJobId: 'J', Status: 'RUNNING', ResourceType: 'EC2', RecoveryPointArn: 'arn:aws:dynamodb:r:1:table/x' },
    'is-restore-job {"id":"J","status":"RUNNING","type":"DynamoDB"}',
  ],
  [{ RestoreJobId: 'J' }, 'is-started {"id":"J"}'],
  [{ RestoreJobId: 'J', ResponseMetadata: {} }, 'is-started {"id":"J"}'],
  [{ RestoreJobId: 'J', $metadata: {} }, 'is-started {"id":"J"}'],
  [{ RestoreJobId: 'J', x: 1 }, 'unknown-object {"keys":"RestoreJobId, x","found":"list"}'],
  [{ RestoreJobs: [] }, 'is-restore-jobs {"count":0}'],
  [{ RestoreJobs: [{ RestoreJobId: 'J' }] }, 'is-restore-jobs {"count":1}'],
  [{ RestoreJobs: [{ RestoreJobId: 'J', Status: 'RUNNING' }, 5] }, 'is-restore-job {"id":"J","status":"RUNNING","type":"EC2"}'],
  [
    {
      RestoreJobs: [
        { RestoreJobId: 'J', Status: 'R' },
        { RestoreJobId: 'K', Status: 'R' },
      ],
    },
    'is-restore-jobs {"count":2}',
  ],

  // Events and records.
  [
    event('AWS API Call via CloudTrail', trail({ requestParameters: { metadata: map } })),
    `request in event: InstanceType,SubnetId ${said()}`,
  ],
  [event('Backup Job State Change', { backupJobId: 'x' }), 'is-event {"type":"Backup Job State Change"}'],
  [
    event('Restore Job State Change', { restoreJobId: 'J', status: 'RUNNING' }),
    'is-restore-job {"id":"J","status":"RUNNING","type":"EC2"}',
  ],
  [event('X', 'no object'), 'unknown-object {"keys":"detail-type, source, detail","found":"list"}'],
  [{ detail: { restoreJobId: 'J', status: 'R' } }, 'is-restore-job {"id":"J","status":"R","type":"EC2"}'],
  [{ 'detail-type': 'X', x: map }, `map in event: InstanceType,SubnetId ${said()}`],
  [trail({ eventName: 'DescribeRestoreJob' }), 'is-trail {"call":"DescribeRestoreJob"}'],
  [trail({}), 'is-trail {"call":"StartRestoreJob"}'],
  [trail({ eventName: 'X', requestParameters: { metadata: map } }), 'is-trail {"call":"X"}'],
  [trail({ requestParameters: {} }), 'hidden-metadata {"id":"JOB_ID"}'],
  [trail({ requestParameters: {}, responseElements: { restoreJobId: 'J' } }), 'hidden-metadata {"id":"J"}'],
  [trail({ requestParameters: { metadata: map } }), `request in cloudtrail: InstanceType,SubnetId ${said()}`],
  [
    { Events: [{ CloudTrailEvent: JSON.stringify(trail({ requestParameters: { metadata: map } })) }] },
    `request in cloudtrail: InstanceType,SubnetId ${said()}`,
  ],
  [{ CloudTrailEvent: '', x: map }, `map in cloudtrail: InstanceType,SubnetId ${said()}`],
  [{ eventName: 'x', y: map }, `map in other: InstanceType,SubnetId ${said()}`],
  [
    trail({ errorCode: 'E', errorMessage: 'Address 10.0.0.9 is in use.' }),
    'is-aws-error {"error":"E","message":"Address 10.0.0.9 is in use."} failure: Address 10.0.0.9 is in use.',
  ],
  [trail({ errorMessage: 'what?' }), 'is-aws-error {"error":"","message":"what?"}'],
  [trail({ errorMessage: 'what?', requestParameters: { metadata: map } }), `request in cloudtrail: InstanceType,SubnetId ${said()}`],
  [
    trail({ eventName: 'RestoreCompleted', serviceEventDetails: { restoreJobId: 'J' } }),
    'is-restore-job {"id":"J","status":"RestoreCompleted","type":"EC2"}',
  ],
  [trail({ serviceEventDetails: { restoreJobId: 'J', state: 'S' } }), 'is-restore-job {"id":"J","status":"S","type":"EC2"}'],
  [trail({ serviceEventDetails: {} }), 'is-trail {"call":"StartRestoreJob"}'],

  // Containers.
  [{ log: { entries: [{ x: map }] } }, `map in har: InstanceType,SubnetId ${said()}`],
  [{ log: { x: [map] } }, `map in other: InstanceType,SubnetId ${said()}`],
  ...['States', 'StartAt', 'taskScheduledEventDetails'].map((name): [unknown, string] => [
    { [name]: 1, x: map },
    `map in step-functions: InstanceType,SubnetId ${said()}`,
  ]),
  [{ Resource: 'arn:aws:states:::x', x: map }, `map in step-functions: InstanceType,SubnetId ${said()}`],
  [{ mainSteps: 1, x: map }, `map in automation: InstanceType,SubnetId ${said()}`],
  [{ action: 'aws:x', x: map }, `map in automation: InstanceType,SubnetId ${said()}`],
  [{ action: 'x aws:x', x: map }, `map in other: InstanceType,SubnetId ${said()}`],

  // Policies and permissions.
  [{ Statement: [] }, 'is-policy {}'],
  [{ PolicyDocument: {} }, 'is-policy {}'],
  [{ Statement: 'x' }, 'unknown-object {"keys":"Statement","found":"list"}'],
  ...['allowed', 'explicitDeny', 'matchedStatements', 'failures'].map((name): [unknown, string] => [
    { [name]: false, context },
    `is-authorization {"principal":"p","action":"iam:PassRole","resource":"r","explicit":false} failure: ${denied}`,
  ]),
  [
    { DecodedMessage: JSON.stringify({ explicitDeny: true, context }) },
    `is-authorization {"principal":"p","action":"iam:PassRole","resource":"r","explicit":true} failure: ${denied} with an explicit deny`,
  ],
  [
    { DecodedMessage: { allowed: false, context: { action: 'a' } } },
    'is-authorization {"principal":"","action":"a","resource":"*","explicit":false} failure: User:  is not authorized to perform: a on resource: *',
  ],
  [{ context }, 'unknown-object {"keys":"context","found":"list"}'],
  [{ allowed: false, context: { x: 1 } }, 'unknown-object {"keys":"allowed, context","found":"list"}'],
  [{ DecodedMessage: 'x' }, 'unknown-object {"keys":"DecodedMessage","found":"list"}'],
  [{ allowed: true }, 'unknown-object {"keys":"allowed","found":"list"}'],

  // Restore testing.
  ...['RestoreTestingSelection', 'RestoreMetadataOverrides', 'RestoreTestingSelectionName', 'RestoreTestingSelections'].map(
    (name): [unknown, string] => [{ [name]: 1 }, 'is-testing-selection {}'],
  ),
  ...['RestoreTestingPlan', 'RestoreTestingPlans', 'RestoreTestingPlanArn'].map((name): [unknown, string] => [
    { [name]: 1 },
    'is-testing-plan {}',
  ]),

  // Recovery points.
  ...[
    'BackupVaultName',
    'ResourceArn',
    'CreationDate',
    'CompletionDate',
    'Lifecycle',
    'StorageClass',
    'IsEncrypted',
    'BackupSizeInBytes',
    'EncryptionKeyArn',
  ].map((name): [unknown, string] => [
    { RecoveryPointArn: arn, [name]: 'v' },
    `is-recovery-point {"arn":"${arn}","vault":"${name === 'BackupVaultName' ? 'v' : 'VAULT'}"}`,
  ]),
  [{ RecoveryPointArn: arn, BackupVaultArn: vaultArn, CreationDate: 1 }, `is-recovery-point {"arn":"${arn}","vault":"vault"}`],
  [{ RecoveryPointArn: arn, CreationDate: 1, ResourceType: 'RDS' }, 'not-ec2 {"type":"RDS","by":"type","sign":"RDS"}'],
  [{ RecoveryPointArn: arn, CreationDate: 1, ResourceType: 'EC2' }, `is-recovery-point {"arn":"${arn}","vault":"VAULT"}`],
  [
    { RecoveryPointArn: 'arn:aws:dynamodb:r:1:x', CreationDate: 1 },
    'not-ec2 {"type":"DynamoDB","by":"arn","sign":"arn:aws:dynamodb:r:1:x"}',
  ],
  [{ RecoveryPointArn: arn }, 'unknown-object {"keys":"RecoveryPointArn","found":"list"}'],
  [{ CreationDate: 1 }, 'unknown-object {"keys":"CreationDate","found":"list"}'],
  [{ RecoveryPoints: [] }, 'is-recovery-points {}'],
  [{ RecoveryPointArn: arn, CreationDate: 1, BackupJobId: 'x' }, 'is-backup-job {}'],
  ...['BackupJobs', 'CopyJobId', 'CopyJobs'].map((name): [unknown, string] => [{ [name]: 1 }, 'is-backup-job {}']),

  // The account.
  ...(
    [
      ['Reservations', 'Instances', 'describe-instances'],
      ['NetworkInterfaces', 'OwnerId', 'describe-network-interfaces'],
      ['Subnets', 'SubnetId', 'describe-subnets'],
      ['SecurityGroups', 'GroupId', 'describe-security-groups'],
      ['KeyPairs', 'KeyPairId', 'describe-key-pairs'],
      ['Images', 'ImageId', 'describe-images'],
      ['InstanceTypes', 'InstanceType', 'describe-instance-types'],
      ['InstanceTypeOfferings', 'InstanceType', 'describe-instance-type-offerings'],
      ['Volumes', 'VolumeId', 'describe-volumes'],
      ['Addresses', 'PublicIp', 'describe-addresses'],
      ['Vpcs', 'VpcId', 'describe-vpcs'],
    ] as const
  ).flatMap(([list, member, call]): [unknown, string][] => [
    [{ [list]: [{ [member]: 'x' }] }, `is-facts {"call":"ec2 ${call}"}`],
    [{ x: { [list]: [] } }, 'unknown-object {"keys":"x","found":"list"}'],
  ]),
  [{ SubnetIpv4CidrReservations: [] }, 'is-facts {"call":"ec2 get-subnet-cidr-reservations"}'],
  [{ Account: '1', UserId: 'u' }, 'is-facts {"call":"sts get-caller-identity"}'],
  [{ Account: '1' }, 'unknown-object {"keys":"Account","found":"list"}'],
  [{ NetworkInterface: { NetworkInterfaceId: 'e' } }, 'is-facts {"call":"ec2 describe-network-interfaces"}'],
  [{ NetworkInterface: { x: 'e' } }, 'unknown-object {"keys":"NetworkInterface","found":"list"}'],
  [{ InstanceId: 'i' }, 'unknown-object {"keys":"InstanceId","found":"list"}'],
  [{ resourceType: 'AWS::EC2::Instance' }, 'is-facts {"call":"ec2 describe-instances"}'],
  [{ LaunchTemplateData: {} }, 'is-run-instances {}'],
  [{ LaunchTemplateVersions: [] }, 'is-run-instances {}'],
  ...['MinCount', 'MaxCount', 'InstanceType', 'NetworkInterfaces'].map((name): [unknown, string] => [
    { ImageId: 'a', [name]: 1 },
    'is-run-instances {}',
  ]),
  [{ ImageId: 'a' }, 'unknown-object {"keys":"ImageId","found":"list"}'],
  [{ Type: 'AWS::X' }, 'is-template {}'],
  [{ Type: 'x AWS::X' }, 'unknown-object {"keys":"Type","found":"list"}'],
  [{ AWSTemplateFormatVersion: '1' }, 'is-template {}'],
  [{ Error: { Code: 'C', Message: 'm' } }, 'is-aws-error {"error":"C","message":"m"}'],
  [{ __type: 'a#b#C', message: 'm' }, 'is-aws-error {"error":"C","message":"m"}'],
  [
    { Code: 'C', Message: 'Address 10.0.0.9 is in use.' },
    'is-aws-error {"error":"C","message":"Address 10.0.0.9 is in use."} failure: Address 10.0.0.9 is in use.',
  ],
  [{ Message: 'm' }, 'unknown-object {"keys":"Message","found":"list"}'],
  [{ Code: 'c' }, 'unknown-object {"keys":"Code","found":"list"}'],

  // Values alone.
  [{ DeviceIndex: 0 }, 'is-value {"key":"NetworkInterfaces"}'],
  [{ PrivateIpAddresses: [] }, 'is-value {"key":"NetworkInterfaces"}'],
  ...['Ebs', 'NoDevice', 'VirtualName'].map((name): [unknown, string] => [
    { DeviceName: 'd', [name]: 1 },
    'is-value {"key":"BlockDeviceMappings"}',
  ]),
  [{ DeviceName: 'd' }, 'unknown-object {"keys":"DeviceName","found":"list"}'],
  [{ Ebs: 1 }, 'unknown-object {"keys":"Ebs","found":"list"}'],
  [{ DeviceIndex: 0, InstanceType: 't' }, `map in null: DeviceIndex,InstanceType ${said()}`],
  [{ DeviceIndex: 0, NetworkInterfaces: '[]' }, `map in null: DeviceIndex,NetworkInterfaces ${said()}`],
])('%j', (value, right) => {
  expect(told(value)).toBe(right);
});

it('a recording with more values than any has is given up', () => {
  expect(told([Array.from({ length: 200_001 }, () => 1), map])).toBe('not-an-object {"keys":"","found":"list"}');
  expect(told([Array.from({ length: 100_000 }, () => 1), map])).toBe(`map in list: InstanceType,SubnetId ${said()}`);
});

import { knownFailure } from '@/lib/jobs/known-failures';
import { isObject, type JsonObject, openJson } from '../../json';
import type { Finding } from './found';
import { ec2Keys, mapOf, metadataIn, other } from './found';
import { hasMember, listOf, memberOf, objectOf, openedText, textOf } from './members';
import { typeOfArn } from './resource-type';
import { describedJob, isJob, startedJob } from './restore-jobs';

/** Looks at one object: what it is, or `null` where the row says nothing of it. */
type Row = (object: JsonObject) => Finding | null;

const policy: Row = (object) =>
  Array.isArray(memberOf(object, 'Statement')) || isObject(memberOf(object, 'PolicyDocument')) ? other('is-policy') : null;

/** The sentence in which AWS says the same, so that it is explained like the failure of a job. */
const denial = (principal: string, action: string, resource: string, explicit: boolean): string =>
  `User: ${principal} is not authorized to perform: ${action} on resource: ${resource}${explicit ? ' with an explicit deny' : ''}`;

/** `sts decode-authorization-message`, whole or what stands in its DecodedMessage. */
const authorization: Row = (object) => {
  const decoded = memberOf(object, 'DecodedMessage');
  const inside = decoded === undefined ? object : typeof decoded === 'string' ? openJson(decoded) : decoded;
  if (!isObject(inside)) return null;
  const context = objectOf(inside, 'context');
  const action = context === null ? null : textOf(context, 'action');
  if (context === null || action === null || !hasMember(inside, 'allowed', 'explicitDeny', 'matchedStatements', 'failures')) return null;
  const principal = textOf(objectOf(context, 'principal') ?? {}, 'arn') ?? '';
  const resource = textOf(context, 'resource') ?? '*';
  const explicit = memberOf(inside, 'explicitDeny') === true;
  return other('is-authorization', { principal, action, resource, explicit }, denial(principal, action, resource, explicit));
};

const restoreJob: Row = (object) => {
  const metadata = mapOf(object, 'Metadata');
  if (metadata !== null && textOf(object, 'RestoreJobId') !== null) return metadataIn('job-answer', metadata, object);
  if (isJob(object)) return describedJob(object);
  return startedJob(object);
};

const testing: Row = (object) => {
  if (hasMember(object, 'RestoreTestingSelection', 'RestoreMetadataOverrides', 'RestoreTestingSelectionName', 'RestoreTestingSelections'))
    return other('is-testing-selection');
  return hasMember(object, 'RestoreTestingPlan', 'RestoreTestingPlans', 'RestoreTestingPlanArn') ? other('is-testing-plan') : null;
};

/** Members of StartRestoreJob beside Metadata: one of them, or metadata in it, tells its body from anybody's `metadata`. */
const BODY = ['RecoveryPointArn', 'IamRoleArn', 'IdempotencyToken', 'ResourceType', 'CopySourceTagsToRestoredResource'];

const answerOrBody: Row = (object) => {
  const answer = mapOf(object, 'RestoreMetadata');
  if (answer !== null) return metadataIn('answer', answer, object);
  const inferred = mapOf(object, 'InferredMetadata');
  if (inferred !== null) return metadataIn('inferred-answer', inferred, object);
  const map = mapOf(object, 'Metadata');
  if (map !== null && (hasMember(object, ...BODY) || ec2Keys(map) > 0)) return metadataIn('request', map, object);
  const value = memberOf(object, 'Metadata');
  if (typeof value !== 'string' || !hasMember(object, ...BODY)) return null;
  return /HIDDEN|\*\*\*/.test(value)
    ? other('hidden-metadata', { id: 'JOB_ID' })
    : other('placeholder', { option: 'Metadata', text: value });
};

/** What describe-recovery-point says that get-recovery-point-restore-metadata does not. */
const OF_A_POINT = [
  'BackupVaultName',
  'ResourceArn',
  'CreationDate',
  'CompletionDate',
  'Lifecycle',
  'StorageClass',
  'IsEncrypted',
  'BackupSizeInBytes',
  'EncryptionKeyArn',
];

const recoveryPoint: Row = (object) => {
  const arn = textOf(object, 'RecoveryPointArn');
  const type = textOf(object, 'ResourceType');
  if (arn !== null && hasMember(object, ...OF_A_POINT) && !hasMember(object, 'BackupJobId')) {
    if (type !== null && type !== 'EC2') return other('not-ec2', { type, by: 'type', sign: type });
    const elsewhere = typeOfArn(arn);
    if (elsewhere !== null) return other('not-ec2', { ...elsewhere });
    const vault = textOf(object, 'BackupVaultName') ?? /:backup-vault:(.+)$/.exec(textOf(object, 'BackupVaultArn') ?? '')?.[1];
    return other('is-recovery-point', { arn, vault: vault ?? 'VAULT' });
  }
  if (listOf(object, 'RecoveryPoints') !== null) return other('is-recovery-points');
  return hasMember(object, 'BackupJobId', 'BackupJobs', 'CopyJobId', 'CopyJobs') ? other('is-backup-job') : null;
};

/** Answers of EC2, IAM and STS that `--facts` takes, by the list that each has. */
const ANSWERS: readonly (readonly [string, string, string])[] = [
  ['Reservations', 'Instances', 'ec2 describe-instances'],
  ['NetworkInterfaces', 'OwnerId', 'ec2 describe-network-interfaces'],
  ['Subnets', 'SubnetId', 'ec2 describe-subnets'],
  ['SecurityGroups', 'GroupId', 'ec2 describe-security-groups'],
  ['KeyPairs', 'KeyPairId', 'ec2 describe-key-pairs'],
  ['Images', 'ImageId', 'ec2 describe-images'],
  ['InstanceTypes', 'InstanceType', 'ec2 describe-instance-types'],
  ['InstanceTypeOfferings', 'InstanceType', 'ec2 describe-instance-type-offerings'],
  ['Volumes', 'VolumeId', 'ec2 describe-volumes'],
  ['Addresses', 'PublicIp', 'ec2 describe-addresses'],
  ['Vpcs', 'VpcId', 'ec2 describe-vpcs'],
];

const accountAnswer: Row = (object) => {
  for (const [list, member, call] of ANSWERS) {
    const [first] = listOf(object, list) ?? [];
    if (isObject(first) && hasMember(first, member)) return other('is-facts', { call });
  }
  if (hasMember(object, 'SubnetIpv4CidrReservations')) return other('is-facts', { call: 'ec2 get-subnet-cidr-reservations' });
  if (hasMember(object, 'Account') && hasMember(object, 'UserId')) return other('is-facts', { call: 'sts get-caller-identity' });
  const eni = objectOf(object, 'NetworkInterface');
  if (eni !== null && hasMember(eni, 'NetworkInterfaceId')) return other('is-facts', { call: 'ec2 describe-network-interfaces' });
  // AWS Config and Resource Explorer describe an instance, too.
  const isInstance =
    (hasMember(object, 'InstanceId') && hasMember(object, 'ImageId')) || textOf(object, 'resourceType') === 'AWS::EC2::Instance';
  return isInstance ? other('is-facts', { call: 'ec2 describe-instances' }) : null;
};

const runInstances: Row = (object) => {
  if (isObject(memberOf(object, 'LaunchTemplateData')) || listOf(object, 'LaunchTemplateVersions') !== null)
    return other('is-run-instances');
  return textOf(object, 'ImageId') !== null && hasMember(object, 'MinCount', 'MaxCount', 'InstanceType', 'NetworkInterfaces')
    ? other('is-run-instances')
    : null;
};

/** Members of one entry of NetworkInterfaces or BlockDeviceMappings: such a list is only one value of the metadata. */
const valueAlone: Row = (object) => {
  if (hasMember(object, 'InstanceType', 'NetworkInterfaces')) return null;
  if (memberOf(object, 'DeviceIndex') !== undefined || Array.isArray(memberOf(object, 'PrivateIpAddresses')))
    return other('is-value', { key: 'NetworkInterfaces' });
  return textOf(object, 'DeviceName') !== null && hasMember(object, 'Ebs', 'NoDevice', 'VirtualName')
    ? other('is-value', { key: 'BlockDeviceMappings' })
    : null;
};

const template: Row = (object) =>
  /^AWS::/.test(textOf(object, 'Type') ?? '') || hasMember(object, 'AWSTemplateFormatVersion') ? other('is-template') : null;

const awsError: Row = (object) => {
  const inner = objectOf(object, 'Error') ?? object;
  const message = textOf(inner, 'Message');
  const code = textOf(inner, 'Code') ?? (typeof inner.__type === 'string' ? inner.__type : null);
  if (message === null || code === null) return null;
  return other('is-aws-error', { error: code.replace(/^.*#/, ''), message }, knownFailure(message) === null ? null : message);
};

/** What an object can be, the first row that knows it counts. A map comes last: the members of others may bear the names of its keys. */
const ROWS: readonly Row[] = [
  policy,
  authorization,
  testing,
  restoreJob,
  answerOrBody,
  recoveryPoint,
  accountAnswer,
  runInstances,
  template,
  awsError,
  valueAlone,
];

/** What `object` is by itself, whatever may be inside; `null` where nothing is known of it. */
export const known = (object: JsonObject): Finding | null => {
  for (const row of ROWS) {
    const found = row(object);
    if (found !== null) return found;
  }
  return null;
};

/** A map that AWS or the console wrote: nothing else has the id of a request beside an instance type. */
export const certainMap = (object: JsonObject): Finding | null =>
  Object.hasOwn(object, 'aws:backup:request-id') && textOf(object, 'InstanceType') !== null ? metadataIn('map', object, null) : null;

/** A bare map. Inside something else it takes an instance type, interfaces or a subnet as text to be one; alone, one key of the kind does. */
export const bareMap = (object: JsonObject, alone: boolean): Finding | null => {
  const said = ['InstanceType', 'NetworkInterfaces', 'SubnetId'].filter((key) => {
    const value = memberOf(object, key);
    return typeof value === 'string' || openedText(value) !== undefined;
  });
  if (alone ? ec2Keys(object) > 0 : said.length > 0 && ec2Keys(object) > 1) return metadataIn('map', object, null);
  const found = Object.keys(object).length === 0 ? null : metadataIn('map', object, null);
  return found?.kind === 'other' && alone ? found : null;
};

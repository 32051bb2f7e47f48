import { encodeFailure, isAllowed } from '../account/permission';
import type { Failure, Role } from '../account/types';
import { placementGroupId } from '../seed/ids';
import { checkVolumes } from './check-volumes';
import { failure, firstFailure } from './failure';
import type { CpuRequest } from './launch-request';
import { type Launch, type LaunchScene, namesAnImage } from './scene';

const roleOf = ({ account, roleArn }: LaunchScene): Role | undefined => account.roles.find((role) => role.arn === roleArn);

/** F11: the role exists and trusts AWS Backup. */
export const checkTrust = (scene: LaunchScene): Failure | null =>
  roleOf(scene)?.trustedServices.includes('backup.amazonaws.com')
    ? null
    : failure('InvalidParameterValueException', `IAM Role ${scene.roleArn} cannot be assumed by AWS Backup`);

/** F10: nobody disabled or deregistered the image. Points of an air-gapped vault name no image. */
const image = ({ scene, image: found }: Launch): Failure | null => {
  if (!namesAnImage(scene.pointArn)) return null;
  const id = scene.pointArn.slice(scene.pointArn.lastIndexOf('/') + 1);
  if (found === null) return failure('InvalidAMIID.NotFound', `The image id '[${id}]' does not exist`);
  return found.state === 'available' ? null : failure('InvalidAMIID.Unavailable', `The image ID '${id}' is not available`);
};

/** The profile that the launch would have: AWS Backup's own word for "as it was", or a name. */
export const profileOf = ({ request, backedUp }: Launch): string | null =>
  request.profile === 'UseBackedUpValue' ? (backedUp.IamInstanceProfileName ?? null) : request.profile;

/** F2: the backed-up profile or none. */
const profile = (launch: Launch): Failure | null => {
  const wanted = profileOf(launch);
  if (wanted === null || wanted === launch.backedUp.IamInstanceProfileName) return null;
  return failure(
    'InvalidParameterValueException',
    'AWS Backup does not permit attaching a new instance profile to an EC2 instance. Please restore using the backed up instance profile.',
  );
};

const unauthorized = (scene: LaunchScene, action: string, resource: string): Failure => {
  const role = scene.roleArn.slice(scene.roleArn.lastIndexOf('/') + 1);
  const principal = `arn:aws:sts::${scene.account.accountId}:assumed-role/${role}/AWSBackup-${role}`;
  return failure(
    'UnauthorizedOperation',
    `You are not authorized to perform this operation. Please consult the permissions associated with your AWS Backup role(s), and refer to the AWS Backup documentation for more details. Encoded authorization failure message: ${encodeFailure(principal, action, resource)}`,
  );
};

/** F25 and F1: the restore role runs instances, and passes the role inside the profile to EC2. */
const permissions = (launch: Launch): Failure | null => {
  const { scene } = launch;
  const role = roleOf(scene);
  const instances = `arn:aws:ec2:${scene.regionName}:${scene.account.accountId}:instance/*`;
  if (role === undefined || !isAllowed(role, 'ec2:RunInstances', instances, null))
    return unauthorized(scene, 'ec2:RunInstances', instances);
  const wanted = profileOf(launch);
  if (wanted === null) return null;
  const inside = scene.account.profiles[wanted];
  const passed = scene.account.roles.find((each) => each.name === inside)?.arn;
  if (passed === undefined)
    return failure(
      'InvalidParameterValue',
      `Value (${wanted}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name`,
    );
  return isAllowed(role, 'iam:PassRole', passed, 'ec2.amazonaws.com') ? null : unauthorized(scene, 'iam:PassRole', passed);
};

/** V33: the type exists and runs the image's architecture. */
const instanceType = ({ request, type, backedUp, image: found }: Launch): Failure | null => {
  if (type === null) return failure('InvalidParameterValue', `Invalid value '${request.instanceType ?? ''}' for InstanceType.`);
  const wanted = found?.architecture ?? backedUp.Architecture;
  const offered: readonly string[] = type.ProcessorInfo?.SupportedArchitectures ?? [];
  return wanted === undefined || offered.includes(wanted)
    ? null
    : failure(
        'InvalidParameterValue',
        `The architecture '${offered.join(',')}' of the specified instance type does not match the architecture '${wanted}' of the specified AMI. Specify an instance type and an AMI that have matching architectures, and try again.`,
      );
};

/** Facts 1.3, F6. */
const cpuOptions = ({ request, type }: Launch): Failure | null => {
  if (request.cpu === null) return null;
  const vcpus = type?.VCpuInfo;
  if (vcpus?.ValidCores === undefined || vcpus.ValidThreadsPerCore === undefined)
    return failure('UnsupportedOperation', `The ${request.instanceType} instance type does not support specifying CpuOptions.`);
  const { cores, threads } = request.cpu;
  // Both or neither: what the processor can do besides may stand alone.
  if (cores === null && threads === null) return cpuFeatures(request.cpu, type);
  if (cores === null || threads === null)
    return failure('InvalidParameterCombination', 'Both CoreCount and ThreadsPerCore must be specified in CpuOptions.');
  if (!vcpus.ValidCores.includes(cores))
    return failure(
      'InvalidParameterValue',
      `Value (${cores}) for parameter CoreCount is invalid for the ${request.instanceType} instance type.`,
    );
  return vcpus.ValidThreadsPerCore.includes(threads)
    ? cpuFeatures(request.cpu, type)
    : failure(
        'InvalidParameterValue',
        `Value (${threads}) for parameter ThreadsPerCore is invalid for the ${request.instanceType} instance type.`,
      );
};

/** AMD SEV-SNP and nested virtualization want a type that has them. */
const cpuFeatures = ({ sevSnp, nested }: CpuRequest, type: Launch['type']): Failure | null => {
  const has: readonly string[] = type?.ProcessorInfo?.SupportedFeatures ?? [];
  for (const [member, value, feature] of [
    ['AmdSevSnp', sevSnp, 'amd-sev-snp'],
    ['NestedVirtualization', nested, 'nested-virtualization'],
  ] as const) {
    if (value === null || value === 'disabled') continue;
    if (value !== 'enabled') return failure('InvalidParameterValue', `Value (${value}) for parameter ${member} is invalid.`);
    if (!has.includes(feature))
      return failure('InvalidParameterCombination', `The specified instance type does not support ${member} in CpuOptions.`);
  }
  return null;
};

/** Facts 1.2: CPU credits are for burstable types. */
const credits = ({ request, type }: Launch): Failure | null => {
  if (request.credits === null) return null;
  if (!['standard', 'unlimited'].includes(request.credits))
    return failure('InvalidParameterValue', `Value (${request.credits}) for parameter CreditSpecification.CpuCredits is invalid.`);
  return type?.BurstablePerformanceSupported === true
    ? null
    : failure(
        'InvalidParameterCombination',
        `The CreditSpecification parameter is not supported for the ${request.instanceType} instance type.`,
      );
};

/** F13: where the account enforces IMDSv2, a launch must require it: by itself, or where it does not say, by the account's default or the image. */
const imds = ({ request, region, image }: Launch): Failure | null =>
  region.imds?.enforced === true && !(request.imdsv2 ?? (region.imds.tokensRequired || image?.imdsv2 === true))
    ? failure('UnsupportedOperation', "You can't launch instances with IMDSv1 because httpTokensEnforced is set to enabled.")
    : null;

/** V34, F18. */
const keyPair = ({ request, region }: Launch): Failure | null =>
  request.keyName === null || region.keyPairs.includes(request.keyName)
    ? null
    : failure('InvalidKeyPair.NotFound', `The key pair '${request.keyName}' does not exist`);

/** The group and the tenancy that Placement names; a group or a zone is named once. */
const placement = ({ request: { placement: wanted }, region }: Launch): Failure | null => {
  const both = (first: string, second: string): Failure =>
    failure('InvalidParameterCombination', `The parameters ${first} and ${second} cannot be used together.`);
  if (wanted.zone !== null && wanted.zoneId !== null) return both('availabilityZone', 'availabilityZoneId');
  if (wanted.group !== null && wanted.groupId !== null) return both('groupName', 'groupId');
  if (wanted.tenancy !== null && !['default', 'dedicated', 'host'].includes(wanted.tenancy))
    return failure('InvalidParameterValue', `Value (${wanted.tenancy}) for parameter tenancy is invalid.`);
  const named = wanted.group ?? wanted.groupId;
  return named === null || region.placementGroups.some((name) => name === wanted.group || placementGroupId(name) === wanted.groupId)
    ? null
    : failure('InvalidPlacementGroup.Unknown', `The Placement Group '${named}' is unknown.`);
};

/** What AWS Backup itself looks at before it calls EC2. */
export const checkBackup = (launch: Launch): Failure | null => firstFailure([image, profile, permissions], launch);

/** The instance's own settings. */
export const checkSettings = (launch: Launch): Failure | null =>
  firstFailure([instanceType, cpuOptions, credits, keyPair, placement, imds, checkVolumes], launch);

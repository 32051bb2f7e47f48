import { blockDevicesOf } from './block-devices';
import { metadataValue } from './keys';
import type { RestoreMetadata, RestorePlan } from './plan';
import { requestOf, subnetIdsOf } from './request';

/** What facts are asked about: everything of a plan that AWS can say something about. */
export interface FactsSubject {
  readonly subnetIds: readonly string[];
  /** Interfaces that are attached by their id. */
  readonly interfaceIds: readonly string[];
  readonly instanceTypes: readonly string[];
  /** VPCs beyond those of `subnetIds`. */
  readonly vpcIds: readonly string[];
  readonly recoveryPointArn: string | null;
  readonly resourceArn: string | null;
  readonly restoreRoleArn: string | null;
  /** `null`: the instance gets none. `UseBackedUpValue` stands for the original instance's. */
  readonly instanceProfileName: string | null;
  readonly vault: string | null;
  /** Keys that BlockDeviceMappings names for the restored volumes (F7, F8). */
  readonly kmsKeyIds: readonly string[];
  /** Whether types that could be used instead are asked about. */
  readonly otherTypes: boolean;
}

/** Failures that another type goes round (F17, V33). */
const OTHER_TYPE_NEEDED: readonly string[] = ['capacity', 'type-unsupported'];

/**
 * The subject of a plan, read from the request that it would become, so that keys edited as text are asked about too. The backed-up instance type and
 * subnet are asked about as well, so that going back to them needs no new answer.
 */
export const factsSubject = (plan: RestorePlan): FactsSubject => {
  const { source, settings } = plan;
  const { template } = source;
  const request = requestOf(plan);
  return {
    subnetIds: given([...subnetIdsOf(request), metadataValue(template, 'SubnetId')]),
    interfaceIds: given(request.nics.map((nic) => (nic.subnetId === null ? nic.networkInterfaceId : null))),
    instanceTypes: given([settings.instanceType, metadataValue(request.metadata, 'InstanceType'), metadataValue(template, 'InstanceType')]),
    vpcIds: given([metadataValue(template, 'VpcId')]),
    recoveryPointArn: source.recoveryPointArn === '' ? null : source.recoveryPointArn,
    resourceArn: source.resourceArn,
    restoreRoleArn: plan.restoreRoleArn,
    instanceProfileName: settings.instanceProfile === 'none' ? null : metadataValue(template, 'IamInstanceProfileName') || null,
    vault: source.vault === '' ? null : source.vault,
    kmsKeyIds: kmsKeyIdsIn(request.metadata),
    otherTypes: OTHER_TYPE_NEEDED.includes(source.failed?.known?.code ?? ''),
  };
};

/** Longer than any ARN of a key or an alias: what is longer is a slip of the keyboard, and not asked about. */
export const MAX_KMS_KEY_LENGTH = 350;
const KMS_KEY = new RegExp(`^[\\w:/-]{1,${MAX_KMS_KEY_LENGTH}}$`);

/** The KMS keys that BlockDeviceMappings names, as it names them: by id, ARN or alias. */
export const kmsKeyIdsIn = (metadata: RestoreMetadata): readonly string[] =>
  given(
    blockDevicesOf(metadataValue(metadata, 'BlockDeviceMappings') ?? '').map(({ ebs }) =>
      typeof ebs.KmsKeyId === 'string' && KMS_KEY.test(ebs.KmsKeyId) ? ebs.KmsKeyId : null,
    ),
  );

const given = (values: readonly (string | null)[]): readonly string[] =>
  [...new Set(values.filter((value) => value !== null && value !== ''))].sort() as readonly string[];

import 'server-only';
import type { Sending } from '@/lib/db/repositories/attempts';
import type { Start } from '@/lib/db/repositories/runs';
import type { Place } from '@/lib/paths';
import type { RestoreRequest } from '@/lib/record/restore-request';
import type { RestorePlan } from '@/lib/restore/plan';
import { toMetadata } from '@/lib/restore/to-metadata';

/** The only type that is restored here. */
export const RESOURCE_TYPE = 'EC2';

/** What a start of `plan` in `place` would send; its request id is empty, which counts for nothing. */
export const requestOfPlan = ({ account, region }: Place, plan: RestorePlan): RestoreRequest => ({
  account,
  region,
  vault: plan.source.vault,
  recoveryPointArn: plan.source.recoveryPointArn,
  metadata: toMetadata(plan, ''),
  roleArn: plan.restoreRoleArn,
  resourceType: RESOURCE_TYPE,
  copyTags: plan.copyTags,
});

/** What a start sends that is about to be committed: of the rows that it writes, not of the plan. */
export const requestOfStart = ({ run, restore }: Start): RestoreRequest => ({
  account: run.account,
  region: run.region,
  vault: restore.vault ?? '',
  recoveryPointArn: restore.recoveryPointArn ?? '',
  metadata: restore.metadata ?? {},
  roleArn: restore.roleArn,
  resourceType: restore.resourceType ?? '',
  copyTags: restore.copyTags,
});

/** What is about to go out for an attempt. */
export const requestOfSending = (sending: Sending): RestoreRequest => ({
  account: sending.account,
  region: sending.region,
  vault: sending.vault,
  recoveryPointArn: sending.recoveryPointArn,
  metadata: sending.metadata,
  roleArn: sending.roleArn,
  resourceType: sending.resourceType,
  copyTags: sending.copyTags,
});

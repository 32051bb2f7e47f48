import { randomUUID } from 'node:crypto';
import type { StartRestoreJobInput, StartRestoreJobOutput } from '@aws-sdk/client-backup';
import { pointsIndex } from '../../account/points-index';
import type { Point, RestoreJob } from '../../account/types';
import { AwsFault } from '../../wire/fault';
import { callerOf, mayPass } from '../callers';
import type { Scene } from '../handler';
import { invalidParameter, missing, notFound } from './common';

const REQUEST_ID = 'aws:backup:request-id';
const SLOW_FACTOR = 10;

/** The job that an idempotency token or a request id already started (facts 1.6). */
const earlierJob = (
  { region, account }: Scene,
  { IdempotencyToken: token, Metadata = {} }: StartRestoreJobInput,
): RestoreJob | undefined => {
  const byToken = region.jobs.find((job) => token !== undefined && job.token === token);
  if (byToken !== undefined || !account.conditions.settings().joinsByRequestId) return byToken;
  return region.jobs.find((job) => Metadata[REQUEST_ID] !== undefined && job.metadata[REQUEST_ID] === Metadata[REQUEST_ID]);
};

const denied = (message: string): AwsFault => new AwsFault('AccessDeniedException', message, 403);

/** The seed's own vault policies, which are written in one way only. */
interface VaultPolicy {
  readonly Statement: readonly { readonly Effect: string; readonly Principal: string; readonly Action: string }[];
}

/** F15: the vault's policy may forbid it to everybody. */
const refuseByVault = (scene: Scene, point: Point): void => {
  const text = scene.region.vaults.find((vault) => vault.name === point.vault)?.policy ?? null;
  const statements = text === null ? [] : (JSON.parse(text) as VaultPolicy).Statement;
  const { arn } = callerOf(scene.account, scene.call.accessKeyId);
  if (statements.some((each) => each.Effect === 'Deny' && each.Principal === '*' && each.Action === 'backup:StartRestoreJob'))
    throw denied(
      `User: ${arn} is not authorized to perform: backup:StartRestoreJob on resource: ${point.arn} with an explicit deny in a resource-based policy`,
    );
};

/** F14: the caller must be allowed to pass the restore role to AWS Backup. */
const refuseToPass = (scene: Scene, roleArn: string): void => {
  const caller = callerOf(scene.account, scene.call.accessKeyId);
  if (!mayPass(caller))
    throw denied(
      `User: ${caller.arn} is not authorized to perform: iam:PassRole on resource: ${roleArn} because no identity-based policy allows the iam:PassRole action`,
    );
};

const roleOf = (scene: Scene, arn: string | undefined): string => {
  if (arn === undefined || arn === '') throw missing('iamRoleArn');
  if (!/^arn:aws:iam::\d{12}:role\/.+/.test(arn)) throw invalidParameter(`Invalid IAM role ARN : ${arn}`);
  refuseToPass(scene, arn);
  return arn;
};

const newJob = (scene: Scene, input: StartRestoreJobInput, point: Point, roleArn: string): RestoreJob => {
  const { account } = scene;
  const { validationMs, runMs } = account.timings;
  const { listLagMs } = account.conditions.settings();
  const now = account.now();
  const runs = point.tags['sandbox:restore'] === 'slow' ? runMs * SLOW_FACTOR : runMs;
  return {
    id: randomUUID().toUpperCase(),
    token: input.IdempotencyToken ?? null,
    pointArn: point.arn,
    vault: point.vault,
    resourceArn: point.resourceArn,
    resourceType: point.resourceType,
    metadata: { ...input.Metadata },
    roleArn,
    copyTags: input.CopySourceTagsToRestoredResource ?? false,
    createdAt: now,
    ...(listLagMs > 0 ? { listedAt: now + listLagMs } : {}),
    sizeBytes: point.sizeBytes,
    pointCreatedAt: point.createdAt,
    validatedAt: now + validationMs,
    finishesAt: now + validationMs + runs,
    status: 'PENDING',
    message: null,
    completedAt: null,
    instanceId: null,
  };
};

/**
 * StartRestoreJob. Refuses at once only what AWS refuses at once; the metadata is looked at a little later, and a bad one turns the job FAILED
 * (facts 1.1). The job is on disk before it is acknowledged, to a repeated request too (`Account.durable`).
 */
export const startRestoreJob = async (input: StartRestoreJobInput, scene: Scene): Promise<StartRestoreJobOutput> => {
  if (input.RecoveryPointArn === undefined) throw missing('recoveryPointArn');
  if (input.Metadata === undefined) throw missing('metadata');
  const point = pointsIndex(scene.region.points).byArn.get(input.RecoveryPointArn);
  if (point === undefined) throw notFound(`Recovery point ${input.RecoveryPointArn} not found`);
  if (input.ResourceType !== undefined && input.ResourceType !== point.resourceType)
    throw invalidParameter(`Resource type ${input.ResourceType} does not match the recovery point's ${point.resourceType}`);
  const roleArn = roleOf(scene, input.IamRoleArn);
  refuseByVault(scene, point);
  const earlier = earlierJob(scene, input);
  if (earlier !== undefined) {
    if (earlier.completedAt !== null) throw invalidParameter(`Restore job ${earlier.id} already finished`);
    return { RestoreJobId: earlier.id };
  }
  const job = newJob(scene, input, point, roleArn);
  scene.region.jobs.push(job);
  await scene.account.saved();
  return { RestoreJobId: job.id };
};

import type { HistoryRow } from '@/lib/db/repositories/restores-history';
import { resourceIdOf } from '../inventory/resource-id';
import type { HistoryEntry } from './views';

/** A stored restore with its job as the history shows it. */
export const entryOf = ({ restore, job, run, notes, problem }: HistoryRow): HistoryEntry => {
  const { outcome, endedAt } = restore;
  const startedAt = job?.createdAt ?? restore.intendedAt;
  return {
    id: restore.id,
    account: restore.account,
    region: restore.region,
    origin: restore.origin,
    startedBy: restore.startedBy,
    startedAt: restore.intendedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    durationSeconds: endedAt === null || job === null ? null : Math.max(0, Math.round((endedAt.getTime() - startedAt.getTime()) / 1_000)),
    outcome,
    resourceArn: restore.resourceArn,
    resourceId: restore.resourceArn === null ? null : resourceIdOf(restore.resourceArn),
    resourceName: restore.resourceName,
    recoveryPointArn: restore.recoveryPointArn,
    vault: restore.vault,
    asked: restore.asked,
    jobId: restore.jobId,
    createdResourceArn: job?.createdResourceArn ?? null,
    createdResourceId: job?.createdResourceArn == null ? null : resourceIdOf(job.createdResourceArn),
    addressesMatch: restore.addressesMatch,
    awsMessage: job?.statusMessage ?? (problem !== null && 'awsMessage' in problem ? problem.awsMessage : null),
    reason: run?.reason ?? null,
    ticket: run?.ticket ?? null,
    notes,
    approvalId: restore.approvalId,
    withoutApproval: restore.withoutApproval,
  };
};

import type { HistoryRow } from '@/lib/db/repositories/restores-history';
import { compareAddresses } from '@/lib/jobs/compare-addresses';
import type { RestorePlan } from '@/lib/restore/plan';
import { resourceIdOf } from '../inventory/resource-id';
import { knownPlan } from './stored-plan';
import type { AskedAddress, HistoryEntry } from './views';

/** A stored restore with its job as the history shows it. */
export const entryOf = ({ restore, job, notes, problem }: HistoryRow): HistoryEntry => {
  const { outcome, endedAt } = restore;
  // Of one from elsewhere the list shows no addresses: reading its metadata is for its own page.
  const plan = restore.plan === null ? null : knownPlan(restore).asked;
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
    asked: plan === null ? [] : askedOf(plan),
    jobId: restore.jobId,
    createdResourceArn: job?.createdResourceArn ?? null,
    createdResourceId: job?.createdResourceArn == null ? null : resourceIdOf(job.createdResourceArn),
    addressesMatch:
      plan === null || restore.actualInterfaces === null
        ? null
        : compareAddresses(plan, restore.actualInterfaces).every((each) => each.matches),
    awsMessage: job?.statusMessage ?? (problem !== null && 'awsMessage' in problem ? problem.awsMessage : null),
    notes,
  };
};

/** Every address that a plan asks for, AWS's choices included, in the order of the interfaces. */
const askedOf = (plan: RestorePlan): readonly AskedAddress[] =>
  compareAddresses(plan, []).flatMap(({ deviceIndex, addresses }) =>
    addresses.flatMap(({ role, asked }) =>
      asked === null ? [] : [{ deviceIndex, role, address: asked.kind === 'fixed' ? asked.address : null }],
    ),
  );

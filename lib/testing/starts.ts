import { randomUUID } from 'node:crypto';
import { addressesOfPlan } from '@/lib/data/attempts/claims-of-metadata';
import { getDraft } from '@/lib/data/drafts';
import { commitStart, type Start, type StartPermit } from '@/lib/db/repositories/runs';
import { claimsOfPlan } from '@/lib/jobs/claims-of-plan';
import { toMetadata } from '@/lib/restore/to-metadata';
import { planAt } from '@/lib/restore/undo';
import { ok, type Result } from '@/lib/result';
import { asOwner } from './owner';
import { draftAt, must, PLACE, SCOPE } from './restores';

/** What a start of the article's point at these addresses would commit. */
export const startAtOf = async (...addresses: readonly string[]): Promise<Start> => {
  const { draftId, revision } = await draftAt(...addresses);
  const plan = planAt(must(await getDraft(SCOPE, draftId)).history);
  const requestId = randomUUID();
  const { recoveryPointArn, vault, resourceArn, resourceName } = plan.source;
  return {
    run: { id: randomUUID(), connection: 'default', ...PLACE, actor: 'operator', draftId, reason: null, ticket: null },
    restore: {
      id: randomUUID(),
      recoveryPointArn,
      vault,
      resourceArn,
      resourceName,
      resourceType: 'EC2',
      plan,
      metadata: toMetadata(plan, requestId),
      diagnostics: [],
      accepted: [],
      roleArn: plan.restoreRoleArn,
      copyTags: plan.copyTags,
      intendedAt: new Date(),
    },
    attempt: { id: randomUUID(), requestId, idempotencyToken: randomUUID() },
    claims: claimsOfPlan(plan),
    addresses: addressesOfPlan(plan),
    draft: { id: draftId, revision },
  };
};

/** What a start that needs no approval is permitted with. */
export const permitted = async (): Promise<Result<StartPermit, never>> => ok({ approvalId: null, withoutApproval: null, events: [] });

/** Commits a start as it is, of a draft of whoever starts it; it must work. */
export const commit = async (start: Start): Promise<Start> => {
  await asOwner('update drafts set owner = $1 where id = $2', [start.run.actor, start.draft.id]);
  const { outcome } = await commitStart(start, { permit: permitted, send: async () => undefined, isInTime: () => true });
  if (outcome !== 'committed') throw new Error(`unexpected: ${outcome}`);
  return start;
};

/** What a process leaves that is killed between the commit and the call. */
export const killedBeforeTheCall = async (...addresses: readonly string[]): Promise<Start> => commit(await startAtOf(...addresses));

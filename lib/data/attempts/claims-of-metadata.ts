import 'server-only';
import type { JobMetadata } from '@/lib/db/repositories/job-origins';
import type { RestoreAddress } from '@/lib/db/repositories/restore-addresses';
import { claimsOfPlan, type PlannedClaim } from '@/lib/jobs/claims-of-plan';
import { askedOf } from '@/lib/jobs/compare-addresses';
import type { Arn } from '@/lib/restore/ids';
import { metadataValue } from '@/lib/restore/keys';
import { parseTemplate } from '@/lib/restore/parse';
import type { RestorePlan } from '@/lib/restore/plan';

type Metadata = Readonly<Record<string, string>>;

const NOWHERE = { account: '', region: '', vault: '', recoveryPointArn: '' as Arn, resourceArn: null, resourceName: null, createdAt: null };

/** What a map of restore metadata asks for, as a plan; `null` where it cannot be read as one. */
export const planOfMetadata = (metadata: Metadata): RestorePlan | null => {
  const plan = parseTemplate({ ...NOWHERE, template: metadata }, { type: null, restoreRoleArn: null });
  return plan.ok ? plan.value : null;
};

/** The addresses that a map of restore metadata names. */
const claimsOfMetadata = (metadata: Metadata): readonly PlannedClaim[] => {
  const plan = planOfMetadata(metadata);
  return plan === null ? [] : claimsOfPlan(plan);
};

const addressesOf = (claims: readonly PlannedClaim[], role: RestoreAddress['role']): readonly RestoreAddress[] =>
  [...new Set(claims.flatMap(({ subnetId, address }) => (subnetId === '' ? [] : [address])))].map((address) => ({ role, address }));

/** What a job's metadata says about whose it is and what it asks for. */
export const jobMetadataOf = (metadata: Metadata | null): JobMetadata => {
  const plan = metadata === null ? null : planOfMetadata(metadata);
  const claims = plan === null ? [] : claimsOfPlan(plan);
  return {
    requestId: metadata === null ? null : metadataValue(metadata, 'aws:backup:request-id'),
    metadata,
    claims,
    asked: plan === null ? [] : askedOf(plan),
    addresses: addressesOf(claims, 'asked'),
  };
};

/** What a restore of `plan` is found by: the addresses it asks for, and those of the backup. */
export const addressesOfPlan = (plan: RestorePlan): readonly RestoreAddress[] => [
  ...addressesOf(claimsOfPlan(plan), 'asked'),
  ...addressesOf(claimsOfMetadata(plan.source.template), 'backup'),
];

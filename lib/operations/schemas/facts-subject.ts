import 'server-only';
import { z } from 'zod';
import { type FactsSubject, MAX_KMS_KEY_LENGTH } from '@/lib/restore/facts-subject';

/** The bound is above any plan: 15 interfaces and a few types. */
const MOST = 60;
const ids = z.array(z.string().max(100)).max(MOST);
const one = z.string().min(1).max(2_048).nullable();

/** What facts are asked about. */
export const factsSubjectSchema: z.ZodType<FactsSubject, FactsSubject> = z.object({
  subnetIds: ids,
  interfaceIds: ids,
  instanceTypes: ids,
  vpcIds: ids,
  recoveryPointArn: one,
  resourceArn: one,
  restoreRoleArn: one,
  instanceProfileName: one,
  vault: one,
  kmsKeyIds: z.array(z.string().max(MAX_KMS_KEY_LENGTH)).max(MOST),
  otherTypes: z.boolean(),
});

import { z } from 'zod';
import { factsFor } from '@/lib/data/facts';
import { placeSchema } from '@/lib/data/place-schema';
import { defineGet } from '@/lib/http/define-get';
import { MAX_KMS_KEY_LENGTH } from '@/lib/restore/facts-subject';

/** Ids separated by commas. The bound is above any plan: 15 interfaces and a few types. */
const list = z
  .string()
  .max(4_000)
  .optional()
  .transform((text) => [...new Set((text ?? '').split(',').filter((id) => id !== ''))]);
const ids = list.pipe(z.array(z.string().max(100)).max(60));
const one = z
  .string()
  .min(1)
  .max(2_048)
  .optional()
  .transform((text) => text ?? null);

/** The facts about one plan, as `factsUrl` names it. */
export const GET = defineGet({
  name: 'facts',
  input: z.object({
    place: placeSchema,
    subnets: ids,
    interfaces: ids,
    types: ids,
    vpcs: ids,
    point: one,
    resource: one,
    role: one,
    profile: one,
    vault: one,
    keys: list.pipe(z.array(z.string().max(MAX_KMS_KEY_LENGTH)).max(60)),
    others: z.literal('true').optional(),
  }),
  permission: 'browse',
  run: ({ place, subnets, interfaces, types, vpcs, point, resource, role, profile, vault, keys, others }) =>
    factsFor(place, {
      subnetIds: subnets,
      interfaceIds: interfaces,
      instanceTypes: types,
      vpcIds: vpcs,
      recoveryPointArn: point,
      resourceArn: resource,
      restoreRoleArn: role,
      instanceProfileName: profile,
      vault,
      kmsKeyIds: keys,
      otherTypes: others === 'true',
    }),
});

import 'server-only';
import { factsOperation } from '@/lib/operations/plans';
import { getOf } from './get-of';

/** Ids separated by commas. */
const list = (text: unknown): readonly string[] => [
  ...new Set(
    String(text ?? '')
      .split(',')
      .filter((id) => id !== ''),
  ),
];
const one = (text: unknown): unknown => text ?? null;

/** The facts about one plan, as `factsUrl` names it. */
export const factsHandler = getOf(factsOperation, (given) => ({
  place: given.place,
  subject: {
    subnetIds: list(given.subnets),
    interfaceIds: list(given.interfaces),
    instanceTypes: list(given.types),
    vpcIds: list(given.vpcs),
    recoveryPointArn: one(given.point),
    resourceArn: one(given.resource),
    restoreRoleArn: one(given.role),
    instanceProfileName: one(given.profile),
    vault: one(given.vault),
    kmsKeyIds: list(given.keys),
    otherTypes: given.others === 'true',
  },
}));

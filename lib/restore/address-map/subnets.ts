import type { Diagnostic } from '../diagnostic';
import type { FactIndex, SubnetIndex } from '../fact-index';
import { instanceIdOf } from '../original';
import type { RestorePlan } from '../plan';
import { templateNics } from '../sent-keys';
import { type AddressField, addressField } from './field';
import { NO_PLACEMENTS, placementsBySubnet } from './placements';
import type { MapSubnet } from './story';

interface Made {
  readonly original: string | null;
  readonly field: AddressField;
}

// One answer, one field: edits of the plan look at the same `SubnetIndex` again and again.
const fields = new WeakMap<SubnetIndex, Made>();

/** The field of a subnet, made once for each answer of AWS. */
const fieldOf = (subnet: SubnetIndex, facts: FactIndex, originalInstanceId: string | null): AddressField => {
  const made = fields.get(subnet);
  if (made !== undefined && made.original === originalInstanceId) return made.field;
  const field = addressField(subnet, facts.instances, originalInstanceId);
  fields.set(subnet, { original: originalInstanceId, field });
  return field;
};

/** The instance that was backed up. */
export const originalOf = (plan: RestorePlan): string | null => instanceIdOf(plan.source.resourceArn);

const textOf = (value: unknown): string[] => (typeof value === 'string' && value !== '' ? [value] : []);

/** The subnets of the plan's interfaces in their order, then those of the backup. */
export const subnetIdsInUse = (plan: RestorePlan): readonly string[] => [
  ...new Set([
    ...plan.nics.flatMap((nic) => (nic.kind === 'new' ? textOf(nic.subnetId) : [])),
    ...templateNics(plan.source.template).flatMap((nic) => textOf(nic.SubnetId)),
  ]),
];

/** A subnet as the map shows it; `null` where the facts do not know it. Ask only for the one that is shown: the field of a /16 is worth some milliseconds. */
export const mapSubnet = (plan: RestorePlan, facts: FactIndex, diagnostics: readonly Diagnostic[], subnetId: string): MapSubnet | null => {
  const index = facts.subnets.get(subnetId);
  if (index === undefined) return null;
  return {
    index,
    field: fieldOf(index, facts, originalOf(plan)),
    placements: placementsBySubnet(plan, diagnostics).get(subnetId) ?? NO_PLACEMENTS,
  };
};

import type { Ipv4 } from '@/lib/net/ipv4';
import type { Slot } from '../command';
import type { Diagnostic, JsonPointer } from '../diagnostic';
import type { RestorePlan } from '../plan';
import { requestOf } from '../request';

/** One address that the plan places, in the slot it stands in. */
export interface Placement {
  readonly value: number;
  readonly address: Ipv4;
  readonly slot: Slot;
  readonly role: 'primary' | 'secondary';
  /** Of the interface, as people count them: the first is 1 (`numberOf`). */
  readonly number: number;
  /** The slot's place in the request: what diagnostics point at. */
  readonly at: JsonPointer;
  /** AWS would refuse this address here: an error of the verdict points at it. */
  readonly conflict: boolean;
  /** A warning of the verdict points at it. */
  readonly warning: boolean;
}

/** What a plan places in one subnet, by number. More than one at an address: the plan repeats it. */
export type Placements = ReadonlyMap<number, readonly Placement[]>;

export const NO_PLACEMENTS: Placements = new Map();

/** What the plan places, by subnet. Cheap: linear in the addresses of the plan, whatever the size of the subnets. */
export const placementsBySubnet = (plan: RestorePlan, diagnostics: readonly Diagnostic[]): ReadonlyMap<string, Placements> => {
  const errors = new Set<JsonPointer>();
  const warnings = new Set<JsonPointer>();
  for (const { at, severity } of diagnostics) {
    if (severity === 'error') errors.add(at);
    if (severity === 'warning') warnings.add(at);
  }
  const subnets = new Map<string, Map<number, Placement[]>>();
  for (const nic of requestOf(plan).nics) {
    if (nic.subnetId === null) continue;
    const placed = subnets.get(nic.subnetId) ?? new Map<number, Placement[]>();
    subnets.set(nic.subnetId, placed);
    for (const { value, address, slot, at } of nic.addresses) {
      if (value === null || address === null) continue;
      const here: Placement = {
        value,
        address,
        slot,
        role: slot.role,
        number: nic.position + 1,
        at,
        conflict: errors.has(at),
        warning: warnings.has(at),
      };
      placed.set(value, [...(placed.get(value) ?? []), here]);
    }
  }
  return subnets;
};

/** The addresses that a place of the request stands for: the slot itself, or every slot of an interface. */
export const placementsAt = (placements: Placements, at: JsonPointer): readonly Placement[] =>
  [...placements.values()].flat().filter((placement) => placement.at === at || placement.at.startsWith(`${at}/`));

import { ipv4FromNumber } from '@/lib/net/ipv4';
import type { FactIndex } from '../fact-index';
import { type MovePreview, type Moving, previewMove } from '../moves';
import type { RestorePlan } from '../plan';
import { isUsable } from './runs';
import type { MapSubnet } from './story';

/**
 * What would come of putting an address of a slot down on the map. On an address that can be placed: the slot takes that one instead.
 * Anywhere else, or with several selected: out of the plan. `value` is `null` beside the cells.
 */
export const previewOnMap = (
  plan: RestorePlan,
  index: FactIndex,
  held: readonly Moving[],
  subnet: MapSubnet,
  value: number | null,
): MovePreview => {
  const [first] = held;
  const instead = value !== null && isUsable(subnet.field, subnet.placements, value);
  if (held.length !== 1 || first === undefined || first.from === null || !instead) return previewMove(plan, index, held, { role: 'pool' });
  return previewMove(plan, index, [{ address: ipv4FromNumber(value), subnetId: subnet.index.fact.id, from: null }], first.from);
};

import type { AddressField } from './field';
import { type AddressKind, kindOfCode } from './states';

/** One address of which the facts now say something else. */
export interface FieldChange {
  readonly value: number;
  readonly from: AddressKind;
  readonly to: AddressKind;
}

/**
 * What became of a subnet's addresses between two answers. Nothing is told where one of the answers knew nothing: learning who holds what is no change.
 * Linear in the size of the subnet, and quick where both are the same.
 */
export const fieldChanges = (before: AddressField, after: AddressField): readonly FieldChange[] => {
  if (before === after || before.subnetId !== after.subnetId || before.codes.length !== after.codes.length) return [];
  const out: FieldChange[] = [];
  for (let offset = 0; offset < after.codes.length; offset += 1) {
    if (before.codes[offset] === after.codes[offset]) continue;
    const [from, to] = [kindOfCode(before.codes[offset]), kindOfCode(after.codes[offset])];
    if (from !== 'unknown' && to !== 'unknown') out.push({ value: after.range.first + offset, from, to });
  }
  return out;
};

import type { InstanceTypeFact } from './facts';

/** Whether each network card of `of` has its like, with as much room. */
const hasCardsOf = (of: InstanceTypeFact, other: InstanceTypeFact): boolean =>
  of.networkCards.every((card) =>
    other.networkCards.some(({ index, maxInterfaces }) => index === card.index && maxInterfaces >= card.maxInterfaces),
  );

/** Whether an instance of type `of` could as well be one of type `other`: as many vCPUs, no less memory, and room for the same interfaces and addresses (F17). */
const isSibling = (of: InstanceTypeFact, other: InstanceTypeFact): boolean =>
  other.type !== of.type &&
  other.defaultVcpus === of.defaultVcpus &&
  other.memoryMib >= of.memoryMib &&
  other.burstable === of.burstable &&
  (of.instanceStorage || !other.instanceStorage) &&
  (of.hypervisor === 'xen' || other.hypervisor !== 'xen') &&
  other.architectures.some((architecture) => of.architectures.includes(architecture)) &&
  other.maxInterfaces >= of.maxInterfaces &&
  other.ipv4PerInterface >= of.ipv4PerInterface &&
  other.ipv6PerInterface >= of.ipv6PerInterface &&
  hasCardsOf(of, other);

/** Larger than this, a type is no stand-in but another machine. */
const MOST_TIMES = 4;

/** Those of `others` on which the same machine could run, larger ones included, the nearest in size first. Whether one takes the interfaces is for a check to say. */
export const standInsOf = (of: InstanceTypeFact, others: readonly InstanceTypeFact[]): readonly InstanceTypeFact[] =>
  others
    .filter(
      (other) =>
        other.type !== of.type &&
        other.defaultVcpus >= of.defaultVcpus &&
        other.defaultVcpus <= MOST_TIMES * of.defaultVcpus &&
        other.memoryMib >= of.memoryMib &&
        other.architectures.some((architecture) => of.architectures.includes(architecture)),
    )
    .sort(
      (a, b) =>
        a.defaultVcpus - b.defaultVcpus ||
        a.memoryMib - b.memoryMib ||
        Number(a.burstable !== of.burstable) - Number(b.burstable !== of.burstable) ||
        (a.type < b.type ? -1 : 1),
    );

const familyOf = ({ type }: InstanceTypeFact): string => type.charAt(0);

/** Those of `others` that can stand in for `of`: the least memory first, then its own kind of family, then by name. */
export const siblingsOf = (of: InstanceTypeFact, others: readonly InstanceTypeFact[]): readonly InstanceTypeFact[] =>
  others
    .filter((other) => isSibling(of, other))
    .sort(
      (a, b) =>
        a.memoryMib - b.memoryMib ||
        Number(familyOf(a) !== familyOf(of)) - Number(familyOf(b) !== familyOf(of)) ||
        (a.type < b.type ? -1 : 1),
    );

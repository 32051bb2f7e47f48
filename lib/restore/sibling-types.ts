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

'use client';

import { useEditor } from '@/components/restore/editor-context';
import type { NewNic } from '@/lib/restore/plan';
import { type FamilyName, familiesOnCard } from './families';

/** Which of IPv6 addresses and prefixes are places of the interface's card, in their order. */
export const useFamiliesOnCard = (nic: NewNic): readonly FamilyName[] => {
  const subnetHasIpv6 = useEditor(
    ({ index }) => nic.subnetId !== null && (index.subnets.get(nic.subnetId)?.fact.ipv6Cidrs.length ?? 0) > 0,
  );
  return familiesOnCard(nic, subnetHasIpv6);
};

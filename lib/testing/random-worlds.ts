import { check, checkMetadata, contextOf } from '@/lib/restore/check';
import type { Diagnostic } from '@/lib/restore/diagnostic';
import { type FactIndex, indexFacts } from '@/lib/restore/fact-index';
import { metadataValue } from '@/lib/restore/keys';
import type { RestoreMetadata, RestorePlan } from '@/lib/restore/plan';
import type { AccountState, RegionState } from '@/lib/sandbox/account/types';
import { articleSeed, TOKYO } from '@/lib/sandbox/seed/article';
import { NEIGHBOUR } from '@/lib/sandbox/seed/network';
import { accountFacts, restoreFacts } from './account-facts';
import { freeAddressesOf, machinesOf, STRANGERS } from './random-plans';

/** The article's account, and what may have become of it. */
const CHANGES: readonly ((region: RegionState) => void)[] = [
  () => undefined,
  // Images that somebody disabled or deregistered, and keys that are gone (F10, V34).
  (region) => {
    region.images.forEach((image, i) => {
      if (i % 3 === 0) image.state = 'disabled';
    });
    region.images.splice(1, 40);
    region.keyPairs.splice(0, 1);
  },
  // Small subnets that are nearly full (V20).
  (region) => {
    for (const subnet of region.subnets.filter((each) => ['edge-a', 'ops-a', 'db-a'].includes(each.name))) {
      const eni = region.enis.find((each) => each.subnetId === subnet.id);
      const free = freeAddressesOf(region).get(subnet.id) ?? [];
      eni?.addresses.push(...free.slice(3));
    }
  },
  // Reservations for prefixes, so that AWS picks nothing there (V29).
  (region) => {
    for (const subnet of region.subnets)
      if (subnet.cidr !== null)
        region.reservations.push({
          id: `scr-${subnet.name}`,
          subnetId: subnet.id,
          cidr: `${subnet.cidr.split('/')[0]}/28`,
          type: 'prefix',
          description: '',
        });
  },
  // An account that enforces IMDSv2, where some images require it by themselves (F13).
  (region) => {
    region.imds = { enforced: true, tokensRequired: false };
    region.images.forEach((image, i) => {
      image.imdsv2 = i % 2 === 0;
    });
  },
  // Holders that are not shown: of a neighbour in a shared VPC, of a service that hides what it manages, and of whom no policy lets one know (V10, V20, V30).
  (region) => {
    const conceal = [{ ownerId: NEIGHBOUR }, { managedBy: 'eks.amazonaws.com' }, { unseen: true as const }];
    for (const [i, subnet] of region.subnets.entries()) {
      const like = region.enis.find((eni) => eni.subnetId === subnet.id) ?? region.enis[0];
      const addresses = (freeAddressesOf(region).get(subnet.id) ?? []).filter((_, n) => n % 3 === 0).slice(0, 8);
      if (like === undefined || subnet.ipv6Native) continue;
      const hidden = {
        ...like,
        subnetId: subnet.id,
        vpcId: subnet.vpcId,
        instanceId: null,
        ipv4Prefixes: [],
        ipv6Addresses: [],
        ipv6Prefixes: [],
      };
      for (const [n, address] of addresses.entries())
        region.enis.push({
          ...hidden,
          ...conceal[(i + n) % conceal.length],
          id: `eni-hidden-${i}-${n}`,
          status: 'in-use',
          addresses: [address],
        });
    }
  },
  // One that enforces it and has it required by default.
  (region) => {
    region.imds = { enforced: true, tokensRequired: true };
  },
];

/** The accounts that random restores are made for, with all that is known of each. */
export const WORLDS = CHANGES.map((change) => {
  const account: AccountState = articleSeed(Date.UTC(2026, 10, 24));
  const region = account.regions[TOKYO] as RegionState;
  change(region);
  const facts = accountFacts(account, TOKYO, [STRANGERS.eni, STRANGERS.type]);
  return { account, region, free: freeAddressesOf(region), machines: machinesOf(region), facts, index: indexFacts(facts) };
});
export type RandomWorld = (typeof WORLDS)[number];

const indexFor = (world: RandomWorld, plan: RestorePlan): FactIndex => ({
  ...world.index,
  facts: restoreFacts(world.facts, world.account, {
    regionName: TOKYO,
    pointArn: plan.source.recoveryPointArn,
    roleArn: plan.restoreRoleArn ?? '',
    profile: metadataValue(plan.source.template, 'IamInstanceProfileName'),
  }),
});

/** What the checks say of a plan when everything about the account is known. */
export const checkIn = (world: RandomWorld, plan: RestorePlan): readonly Diagnostic[] => check(plan, indexFor(world, plan));

/** The same for metadata that no plan sends, in the place of that plan. */
export const checkFileIn = (world: RandomWorld, plan: RestorePlan, metadata: RestoreMetadata): readonly Diagnostic[] =>
  checkMetadata(metadata, indexFor(world, plan), contextOf(plan));

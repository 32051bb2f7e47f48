import 'server-only';
import { type LiveAddress, liveWithAddresses } from '@/lib/db/repositories/finding';
import { addressesIn, type Layout } from '@/lib/finding/layout';
import type { Place } from '@/lib/paths';
import { holderKindOf } from '@/lib/restore/holder';
import type { ResourceView } from '../inventory/views';
import { instanceArn } from './holders';

/** A backed-up resource, and the interfaces in its newest point. */
interface BackedUp {
  readonly arn: string;
  readonly layout: Layout;
}

const heldBy = (live: LiveAddress): NonNullable<ResourceView['heldElsewhere']> => ({
  address: live.address,
  kind: holderKindOf(live),
  instance: live.instanceName ?? live.instanceId,
});

/** Of each resource (by ARN) the first of its backed-up addresses that something other than itself has today, in the same subnet: other networks may well use the same addresses. */
export const heldElsewhere = async (
  place: Place,
  resources: readonly BackedUp[],
): Promise<ReadonlyMap<string, NonNullable<ResourceView['heldElsewhere']>>> => {
  const wanted = resources.map(({ arn, layout }) => ({
    arn,
    addresses: addressesIn(layout).map(({ address, nic }) => ({ address, subnetId: layout[nic]?.subnetId ?? null })),
  }));
  const live = await liveWithAddresses(place, [...new Set(wanted.flatMap(({ addresses }) => addresses.map(({ address }) => address)))]);
  const holders = new Map(live.map((each) => [`${each.subnetId} ${each.address}`, each]));
  return new Map(
    wanted.flatMap(({ arn, addresses }) => {
      const own = (each: LiveAddress): boolean => each.instanceId !== null && instanceArn(place, each.instanceId) === arn;
      const other = addresses.flatMap(({ address, subnetId }) => holders.get(`${subnetId} ${address}`) ?? []).find((each) => !own(each));
      return other === undefined ? [] : [[arn, heldBy(other)] as const];
    }),
  );
};

import 'server-only';
import { liveOfInstances, shownInstances } from '@/lib/db/repositories/finding';
import { pointLayouts } from '@/lib/db/repositories/point-readings';
import { addressesIn, type Layout } from '@/lib/finding/layout';
import type { Place } from '@/lib/paths';
import type { PointAddresses } from '../inventory/views';
import { instanceArn } from './holders';

/** A point as it is known in a vault. */
interface PointKey {
  readonly vault: string;
  readonly arn: string;
}

/** What a point is told apart by. */
export const pointKey = ({ vault, arn }: PointKey): string => `${vault} ${arn}`;

/** The backed-up interfaces of EC2 points that were read, by `pointKey`; `null`: they cannot be read. */
export const layoutsOfPoints = async (place: Place, points: readonly PointKey[]): Promise<ReadonlyMap<string, Layout | null>> => {
  const read = await pointLayouts(place, points);
  return new Map(read.map((each) => [pointKey(each), each.layout]));
};

/** The addresses of a backup, told by its interfaces; `undefined`: they were not read yet. */
export const addressesOf = (layout: Layout | null | undefined): PointAddresses => {
  if (layout === undefined) return 'unread';
  return layout === null ? 'unreadable' : addressesIn(layout).map(({ address }) => address);
};

/** The backed-up addresses of EC2 points, as far as they were read. */
export const addressesOfPoints = async (place: Place, points: readonly PointKey[]): Promise<ReadonlyMap<string, PointAddresses>> =>
  new Map([...(await layoutsOfPoints(place, points))].map(([key, layout]) => [key, addressesOf(layout)]));

/** An instance as it is now. */
export interface LiveInstance {
  readonly state: string;
  readonly addresses: readonly string[];
  readonly subnetIds: readonly string[];
  /** Its availability zone and type; `null` where that was not read yet. */
  readonly zone: string | null;
  readonly type: string | null;
}

/** Of those ARNs that are of instances of the place and exist: what they are, and the addresses that they have now. */
export const liveInstances = async (place: Place, arns: readonly string[]): Promise<ReadonlyMap<string, LiveInstance>> => {
  const own = instanceArn(place, '');
  const ids = arns.filter((arn) => arn.startsWith(own)).map((arn) => arn.slice(own.length));
  const [shown, live] = await Promise.all([shownInstances(place, ids), liveOfInstances(place, ids)]);
  const found = new Map<string, { readonly addresses: string[]; readonly subnetIds: Set<string> }>();
  for (const { instanceId, address, subnetId } of live) {
    if (instanceId === null) continue;
    const has = found.get(instanceId) ?? { addresses: [], subnetIds: new Set<string>() };
    found.set(instanceId, has);
    has.addresses.push(address);
    has.subnetIds.add(subnetId);
  }
  return new Map(
    [...shown].map(([id, instance]) => {
      const has = found.get(id);
      return [instanceArn(place, id), { ...instance, addresses: has?.addresses ?? [], subnetIds: [...(has?.subnetIds ?? [])] }];
    }),
  );
};

import 'server-only';
import { instanceStates, liveOfInstances } from '@/lib/db/repositories/finding';
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
}

/** Of those ARNs that are of instances of the place and exist: their state, and the addresses that they have now. */
export const liveInstances = async (place: Place, arns: readonly string[]): Promise<ReadonlyMap<string, LiveInstance>> => {
  const own = instanceArn(place, '');
  const ids = arns.filter((arn) => arn.startsWith(own)).map((arn) => arn.slice(own.length));
  const [states, live] = await Promise.all([instanceStates(place, ids), liveOfInstances(place, ids)]);
  const addresses = new Map<string, string[]>();
  for (const { instanceId, address } of live) {
    if (instanceId === null) continue;
    const list = addresses.get(instanceId) ?? [];
    addresses.set(instanceId, list);
    list.push(address);
  }
  return new Map([...states].map(([id, state]) => [instanceArn(place, id), { state, addresses: addresses.get(id) ?? [] }]));
};

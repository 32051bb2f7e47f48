import 'server-only';
import { instanceStates, liveOfInstances } from '@/lib/db/repositories/finding';
import { pointLayouts } from '@/lib/db/repositories/point-readings';
import { addressesIn } from '@/lib/finding/layout';
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

/** The backed-up addresses of EC2 points, as far as they were read. */
export const addressesOfPoints = async (place: Place, points: readonly PointKey[]): Promise<ReadonlyMap<string, PointAddresses>> => {
  const read = await pointLayouts(place, points);
  return new Map(
    read.map((each) => [pointKey(each), each.layout === null ? 'unreadable' : addressesIn(each.layout).map(({ address }) => address)]),
  );
};

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

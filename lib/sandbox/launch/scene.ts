import type { InstanceTypeInfo } from '@aws-sdk/client-ec2';
import { INSTANCE_TYPES } from '../account/instance-types';
import { pointsIndex } from '../account/points-index';
import type { AccountState, Eni, Image, Point, RegionState, Subnet } from '../account/types';
import type { LaunchRequest } from './launch-request';
import type { NicRequest } from './nic-request';

/** Where and by whom a restore is asked for. */
export interface LaunchScene {
  readonly account: AccountState;
  readonly regionName: string;
  readonly pointArn: string;
  readonly roleArn: string;
}

/** A launch with everything that its ids name looked up once. */
export interface Launch {
  readonly scene: LaunchScene;
  readonly region: RegionState;
  readonly request: LaunchRequest;
  readonly point: Point | null;
  /** The metadata of the backup, which decides the profile and the image's architecture. */
  readonly backedUp: Readonly<Record<string, string>>;
  readonly image: Image | null;
  readonly type: InstanceTypeInfo | null;
  readonly nics: readonly PlacedNic[];
}

/** An interface with its subnet: its own, or that of the existing interface it names. */
export interface PlacedNic {
  readonly nic: NicRequest;
  readonly subnet: Subnet | null;
  readonly existing: Eni | null;
}

/** New interfaces with a subnet that exists: the ones whose addresses can be judged. */
export const newOnes = (launch: Launch): { nic: NicRequest; subnet: Subnet }[] =>
  launch.nics.flatMap(({ nic, subnet }) => (nic.eniId === null && subnet !== null ? [{ nic, subnet }] : []));

const imageIdOf = (pointArn: string): string | null => /:image\/(ami-[0-9a-z]+)$/.exec(pointArn)?.[1] ?? null;

/** With no interfaces given, the instance-level subnet and groups make one, as RunInstances does. */
const nicsOf = (request: LaunchRequest): readonly NicRequest[] => {
  if (request.nics.length > 0 || request.subnetId === null) return request.nics;
  return [
    {
      deviceIndex: 0,
      cardIndex: 0,
      eniId: null,
      subnetId: request.subnetId,
      groups: request.groups,
      privateIpAddress: null,
      addresses: [],
      secondaryCount: null,
      publicIp: null,
      deleteOnTermination: true,
      description: '',
      ipv6Addresses: [],
      ipv6Count: 0,
      ipv4Prefixes: [],
      ipv4PrefixCount: 0,
      ipv6Prefixes: [],
      ipv6PrefixCount: 0,
      enaQueues: null,
      interfaceType: 'interface',
    },
  ];
};

/** Looks up what a request names. */
export const setScene = (scene: LaunchScene, region: RegionState, request: LaunchRequest): Launch => {
  const point = pointsIndex(region.points).byArn.get(scene.pointArn) ?? null;
  const imageId = imageIdOf(scene.pointArn);
  return {
    scene,
    region,
    request,
    point,
    backedUp: point === null ? {} : (region.metadata[point.metadataKey] ?? {}),
    image: region.images.find((each) => each.id === imageId) ?? null,
    type: INSTANCE_TYPES.get(request.instanceType ?? '') ?? null,
    nics: nicsOf(request).map((nic) => {
      const existing = nic.eniId === null ? null : (region.enis.find((eni) => eni.id === nic.eniId) ?? null);
      const subnetId = existing?.subnetId ?? nic.subnetId;
      return { nic, existing, subnet: region.subnets.find((each) => each.id === subnetId) ?? null };
    }),
  };
};

export const namesAnImage = (pointArn: string): boolean => imageIdOf(pointArn) !== null;

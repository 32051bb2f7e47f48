import { rootVolumeOf, seedId } from '../seed/ids';
import type { Instance, RegionState, Volume } from './types';

/** The device of the volume that an instance boots from. */
export const BOOT_DEVICE = '/dev/xvda';

const bootVolume = ({ id, zone, imageId, launchedAt, keepsVolume }: Instance): Volume => ({
  id: rootVolumeOf(id),
  zone,
  snapshotId: seedId('snap', imageId),
  createdAt: launchedAt,
  instanceId: id,
  device: BOOT_DEVICE,
  deleteOnTermination: keepsVolume !== true,
});

/** The volumes of an instance, the one that it boots from first; none of one that is gone. */
export const volumesOf = ({ volumes = [] }: RegionState, instance: Instance): readonly Volume[] =>
  instance.state === 'terminated' ? [] : [bootVolume(instance), ...volumes.filter(({ instanceId }) => instanceId === instance.id)];

/** Every volume of a region. */
export const allVolumes = (region: RegionState): readonly Volume[] => [
  ...region.instances.filter(({ state }) => state !== 'terminated').map(bootVolume),
  ...(region.volumes ?? []),
];

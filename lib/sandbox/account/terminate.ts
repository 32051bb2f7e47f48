import type { Instance, Millis, RegionState } from './types';
import { volumesOf } from './volumes';

/** Begins a termination: the instance holds its addresses until it is gone (F29). */
export const beginTermination = (instance: Instance, now: Millis, shuttingDownMs: number): void => {
  if (instance.state === 'shutting-down' || instance.state === 'terminated') return;
  instance.state = 'shutting-down';
  instance.goneAt = now + shuttingDownMs;
};

/** Ends a termination: interfaces and volumes that go with the instance are deleted and addresses free; the other interfaces stay and keep theirs (V28). */
export const finishTermination = (region: RegionState, instance: Instance): void => {
  const staying = volumesOf(region, instance).filter(({ deleteOnTermination }) => !deleteOnTermination);
  region.volumes = [
    ...(region.volumes ?? []).filter(({ instanceId }) => instanceId !== instance.id),
    ...staying.map((each) => ({ ...each, instanceId: null, device: null })),
  ];
  instance.state = 'terminated';
  region.enis = region.enis.filter((eni) => eni.instanceId !== instance.id || !eni.deleteOnTermination);
  for (const eni of region.enis) {
    if (eni.instanceId !== instance.id) continue;
    eni.instanceId = null;
    eni.deviceIndex = null;
    eni.status = 'available';
  }
};

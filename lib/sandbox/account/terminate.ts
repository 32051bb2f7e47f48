import type { Instance, Millis, RegionState } from './types';

/** Begins a termination: the instance holds its addresses until it is gone (F29). */
export const beginTermination = (instance: Instance, now: Millis, shuttingDownMs: number): void => {
  if (instance.state === 'shutting-down' || instance.state === 'terminated') return;
  instance.state = 'shutting-down';
  instance.goneAt = now + shuttingDownMs;
};

/** Ends a termination: interfaces that go with the instance are deleted and their addresses free; the others stay and keep theirs (V28). */
export const finishTermination = (region: RegionState, instance: Instance): void => {
  instance.state = 'terminated';
  region.enis = region.enis.filter((eni) => eni.instanceId !== instance.id || !eni.deleteOnTermination);
  for (const eni of region.enis) {
    if (eni.instanceId !== instance.id) continue;
    eni.instanceId = null;
    eni.deviceIndex = null;
    eni.status = 'available';
  }
};

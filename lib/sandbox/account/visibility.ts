import type { Eni, RegionState } from './types';

/** Who looks: the account, and whether it asks for what services manage. */
export interface Looking {
  readonly accountId: string;
  readonly managed: boolean;
}

/**
 * Whether EC2 shows an interface (facts 11.6): in a shared VPC the owner of a subnet sees every interface in it, and a participant its own; what a service manages is hidden
 * unless it is asked for.
 */
export const isShown = (region: RegionState, eni: Eni, { accountId, managed }: Looking): boolean =>
  eni.unseen !== true &&
  (managed || eni.managedBy === undefined) &&
  (eni.ownerId === undefined || region.subnets.find(({ id }) => id === eni.subnetId)?.ownerId === accountId);

/** Whether EC2 shows an instance: a participant's own instances are nobody else's to see, not even the owner's of its subnet. */
export const isInstanceShown = (region: RegionState, instanceId: string, looking: Looking): boolean =>
  region.enis.every((eni) => eni.instanceId !== instanceId || (eni.ownerId === undefined && isShown(region, eni, looking)));

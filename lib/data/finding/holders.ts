import 'server-only';
import type { LiveAddress } from '@/lib/db/repositories/finding';
import type { Place } from '@/lib/paths';
import { holderKindOf } from '@/lib/restore/holder';
import type { HolderView } from './views';

/** ARN of an instance of a place, as a backup of it has it. The partition is that of the region (AWS's own three). */
export const instanceArn = ({ account, region }: Place, id: string): string => {
  const partition = region.startsWith('cn-') ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
  return `arn:${partition}:ec2:${region}:${account}:instance/${id}`;
};

/** Who has an address now, as a page shows it. `backedUp`: ARNs of instances that have points. */
export const holderView = (place: Place, live: LiveAddress, backedUp: ReadonlySet<string>): HolderView => {
  const arn = live.instanceId === null ? null : instanceArn(place, live.instanceId);
  return {
    address: live.address,
    role: live.role,
    kind: holderKindOf(live),
    interfaceId: live.interfaceId,
    subnetId: live.subnetId,
    description: live.description,
    instanceId: live.instanceId,
    instanceName: live.instanceName,
    instanceState: live.instanceState,
    resourceArn: arn !== null && backedUp.has(arn) ? arn : null,
  };
};

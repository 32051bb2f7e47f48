import { type Ipv4, ipv4ToNumber, parseIpv4 } from '@/lib/net/ipv4';
import { contextOf } from '../check';
import type { FactIndex, SubnetIndex } from '../fact-index';
import type { ClaimFact, InterfaceFact } from '../facts';
import { holderOf } from '../holder';
import { metadataValue } from '../keys';
import type { RestorePlan } from '../plan';
import { openMetadata } from '../request';
import { inRange } from '../rules/rule';
import { ownerTag } from '../telling-tags';
import type { Held, HeldAs, Seems, Since } from './way';

/** Whether the backup had `address` as a primary in the subnet. */
const wasPrimary = (plan: RestorePlan, subnetId: string, address: Ipv4 | undefined): boolean => {
  if (address === undefined) return false;
  const request = openMetadata(plan.source.template);
  const own = metadataValue(plan.source.template, 'SubnetId');
  return request.nics.some((nic) => {
    const [primary] = nic.addresses.filter((each) => each.primary);
    return (nic.subnetId ?? own) === subnetId && primary !== undefined && parseIpv4(primary.text) === address;
  });
};

/** A detached interface that nothing but an instance can have left: the caller's own, made by no service. */
const isPlain = (by: InterfaceFact): boolean =>
  by.status === 'available' && by.instanceId === null && !by.requesterManaged && by.managedBy === null && by.type === 'interface';

const classOf = (plan: RestorePlan, index: FactIndex, by: InterfaceFact): HeldAs => {
  const { callerAccount } = index.facts;
  const own = callerAccount.state === 'known' && by.ownerId === callerAccount.value;
  if (by.ownerId !== null && callerAccount.state === 'known' && !own) return 'other-account';
  if (by.managedBy !== null) return 'service';
  if (by.instanceId !== null) return by.instanceId === contextOf(plan).originalInstanceId ? 'original' : 'machine';
  if (holderOf(by, index.instances).kind !== 'detached') return 'service';
  return own && isPlain(by) && wasPrimary(plan, by.subnetId, by.addresses[0]) ? 'left-behind' : 'detached';
};

const seemsOf = (index: FactIndex, by: InterfaceFact): Seems => {
  const { kind, instance } = holderOf(by, index.instances);
  const tags = instance?.tags ?? {};
  if (Object.hasOwn(tags, 'aws:autoscaling:groupName')) return 'autoscaling';
  if (Object.keys(tags).some((key) => key.endsWith('eks:cluster-name'))) return 'kubernetes';
  return Object.hasOwn(tags, 'aws:cloudformation:stack-name') ? 'stack' : kind;
};

const sinceOf = (index: FactIndex, by: InterfaceFact): Since | null => {
  if (by.attachment?.attachedAt != null) return { at: by.attachment.attachedAt, of: 'attached' };
  const launched = by.instanceId === null ? null : (index.instances.get(by.instanceId)?.launchedAt ?? null);
  return launched === null ? null : { at: launched, of: 'launched' };
};

const ENDING: readonly string[] = ['shutting-down', 'terminated'];

const byInterface = (plan: RestorePlan, index: FactIndex, by: InterfaceFact, role: Held['role']): Held => {
  const { instance } = holderOf(by, index.instances);
  const as = classOf(plan, index, by);
  return {
    as,
    seems: seemsOf(index, by),
    instance,
    instanceId: by.instanceId,
    interfaceId: by.id,
    role,
    deviceIndex: by.deviceIndex,
    attachmentId: by.attachment?.id ?? null,
    deleteOnTermination: by.attachment?.deleteOnTermination ?? null,
    addresses: by.addresses,
    description: by.description,
    account: as === 'other-account' ? by.ownerId : null,
    service: by.managedBy === '' ? 'AWS' : by.managedBy,
    owner: ownerTag(instance?.tags ?? {}),
    going: instance !== null && ENDING.includes(instance.state),
    since: sinceOf(index, by),
    claim: null,
  };
};

const byClaim = (claim: ClaimFact): Held => ({
  as: 'claim',
  seems: null,
  instance: null,
  instanceId: null,
  interfaceId: null,
  role: null,
  deviceIndex: null,
  attachmentId: null,
  deleteOnTermination: null,
  addresses: [],
  description: '',
  account: null,
  service: null,
  owner: null,
  going: false,
  since: null,
  claim,
});

/** Who holds `address` in the subnet, as far as the facts tell; `null` where nobody is known to. */
export const heldIn = (plan: RestorePlan, index: FactIndex, subnet: SubnetIndex, address: Ipv4): Held | null => {
  const value = ipv4ToNumber(address);
  const direct = subnet.holders.get(value);
  if (direct !== undefined) return byInterface(plan, index, direct, direct.addresses[0] === address ? 'primary' : 'secondary');
  const prefix = subnet.prefixes.find(({ range }) => inRange(range, value));
  if (prefix !== undefined) return byInterface(plan, index, prefix.holder, 'prefix');
  const claim = subnet.claims.get(value);
  return claim === undefined ? null : byClaim(claim);
};

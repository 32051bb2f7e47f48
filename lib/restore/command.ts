import type { Cidr } from '@/lib/net/cidr';
import type { Ipv4 } from '@/lib/net/ipv4';
import type { Ipv6 } from '@/lib/net/ipv6';
import type { Arn, SecurityGroupId, SubnetId } from './ids';
import type { Assigned, InstanceSettings, RestorePlan } from './plan';

/** A place an address can stand in: the primary of an interface, or one of its fixed secondaries. */
export type Slot =
  | { readonly nic: string; readonly role: 'primary' }
  | { readonly nic: string; readonly role: 'secondary'; readonly index: number };

/** Where a moved address may land: a slot, the end of an interface's secondaries, or back in the pool. */
export type Target = Slot | { readonly nic: string; readonly role: 'new-secondary' } | { readonly role: 'pool' };

/** Each edit anybody can make, whatever the gesture (design: one document, many hands). `nic` is `Nic.key`. */
export type Command =
  | { readonly type: 'set-primary'; readonly nic: string; readonly address: Ipv4 | 'automatic' }
  | { readonly type: 'add-secondary'; readonly nic: string; readonly address: Ipv4; readonly index?: number }
  | { readonly type: 'replace-secondary'; readonly nic: string; readonly index: number; readonly address: Ipv4 }
  | { readonly type: 'remove-secondary'; readonly nic: string; readonly index: number }
  | { readonly type: 'set-secondaries'; readonly nic: string; readonly secondaries: Assigned<Ipv4> }
  /** Moves what stands in `from`; a filled `to` swaps. */
  | { readonly type: 'move-address'; readonly from: Slot; readonly to: Target }
  | { readonly type: 'set-ipv6'; readonly nic: string; readonly ipv6: Assigned<Ipv6> }
  | { readonly type: 'set-ipv4-prefixes'; readonly nic: string; readonly prefixes: Assigned<Cidr> }
  | { readonly type: 'set-ipv6-prefixes'; readonly nic: string; readonly prefixes: Assigned<string> }
  | {
      readonly type: 'set-subnet';
      readonly nic: string;
      readonly subnetId: SubnetId;
      readonly cidr: Cidr;
      readonly addresses: 'keep-last-octets' | 'make-automatic' | 'keep';
    }
  | { readonly type: 'set-groups'; readonly nic: string; readonly groups: readonly SecurityGroupId[] }
  | { readonly type: 'set-public-ip'; readonly nic: string; readonly publicIp: boolean }
  | { readonly type: 'set-delete-on-termination'; readonly nic: string; readonly deleteOnTermination: boolean }
  | { readonly type: 'set-description'; readonly nic: string; readonly description: string }
  | { readonly type: 'set-primary-ipv6'; readonly nic: string; readonly primaryIpv6: boolean }
  | { readonly type: 'set-interface-type'; readonly nic: string; readonly interfaceType: string }
  | { readonly type: 'set-network-card'; readonly nic: string; readonly networkCardIndex: number | null }
  | { readonly type: 'add-nic'; readonly subnetId: SubnetId | null; readonly groups: readonly SecurityGroupId[] }
  | { readonly type: 'remove-nic'; readonly nic: string }
  /** Device indexes are renumbered 0.. in the new order. */
  | { readonly type: 'move-nic'; readonly nic: string; readonly toPosition: number }
  | { readonly type: 'set-settings'; readonly settings: Partial<InstanceSettings> }
  | { readonly type: 'set-override'; readonly key: string; readonly value: string | null | undefined }
  | { readonly type: 'set-restore-role'; readonly roleArn: Arn | null }
  | { readonly type: 'set-copy-tags'; readonly copyTags: boolean }
  /** Presets, import and "as in the backup" put a whole layout in place. */
  | { readonly type: 'replace-nics'; readonly nics: RestorePlan['nics'] };

/** Why a command does not apply; a message key below `commands.refused.` with its parameters. */
export interface CommandRefusal {
  readonly code:
    | 'no-such-nic'
    | 'no-such-slot'
    | 'last-nic'
    | 'existing-nic'
    | 'duplicate-address'
    | 'secondaries-automatic'
    | 'bad-count'
    | 'nothing-to-move'
    | 'no-subnet'
    /** A list or a count beyond what a plan holds (`bounds.ts`). */
    | 'too-many'
    /** The plan and its steps would be too long to be stored. */
    | 'too-large';
  readonly params: Readonly<Record<string, string | number>>;
}

import type { Ipv4 } from '@/lib/net/ipv4';
import type { Command, Slot } from '../command';
import type { Params } from '../diagnostic';
import type { ClaimFact, InstanceFact } from '../facts';
import type { HolderKind } from '../holder';

/** Whose what holds an address is. Everything of which it is not proven that it is the backup's own original is a stranger's. */
export type HeldAs =
  /** The instance that was backed up, in the caller's own account. */
  | 'original'
  /** A detached interface with the backup's own primary address in its own subnet: what an original leaves that was to keep it. */
  | 'left-behind'
  | 'machine'
  | 'detached'
  | 'service'
  | 'other-account'
  /** A restore under way, or one that waits. */
  | 'claim';

/** What a machine or an interface seems to be, told from its kind and its tags. */
export type Seems = HolderKind | 'autoscaling' | 'kubernetes' | 'stack';

/** Since when an address is held, as far as that is known, and what that instant is. */
export interface Since {
  readonly at: string;
  readonly of: 'attached' | 'launched';
}

/** Who holds an address. */
export interface Held {
  readonly as: HeldAs;
  readonly seems: Seems | null;
  readonly instance: InstanceFact | null;
  readonly instanceId: string | null;
  readonly interfaceId: string | null;
  /** `prefix`: the address lies in a block that is delegated to the interface. */
  readonly role: 'primary' | 'secondary' | 'prefix' | null;
  readonly deviceIndex: number | null;
  readonly attachmentId: string | null;
  /** Whether the interface goes with its instance; `null` where that is not known. */
  readonly deleteOnTermination: boolean | null;
  /** All addresses of the interface, primary first. */
  readonly addresses: readonly Ipv4[];
  readonly description: string;
  /** The account that it belongs to, where that is another one. */
  readonly account: string | null;
  /** The service that manages it. */
  readonly service: string | null;
  readonly owner: { readonly key: string; readonly value: string } | null;
  /** Its end is under way: it frees the address by itself. */
  readonly going: boolean;
  readonly since: Since | null;
  readonly claim: ClaimFact | null;
}

/** What is known of a permission of whoever carries out a step. */
export type Granted = 'allowed' | 'denied' | 'unknown';

export interface Need {
  /** As IAM writes it: `ec2:TerminateInstances`. */
  readonly action: string;
  readonly granted: Granted;
}

/** How bad a step is for what stands there now. */
export type Effect = 'nothing' | 'reversible' | 'destroys';

export type StepCode =
  | 'wait-for-free'
  | 'wait-for-interface'
  | 'ask-owner'
  | 'ask-colleague'
  | 'keep-with-instance-gone'
  | 'terminate'
  | 'attach-in-plan'
  | 'unassign'
  | 'leave-out'
  | 'assign-to-restored'
  | 'detach-interface'
  | 'choose-free'
  | 'choose-automatic'
  | 'reserve'
  | 'restore-and-verify'
  | 'start';

/** One step of a way. */
export interface Step {
  readonly code: StepCode;
  readonly params: Params;
  /** Who does it: a person by themselves, with the command; somebody else; AWS; or this page. */
  readonly by: 'person' | 'owner' | 'aws' | 'page';
  readonly effect: Effect;
  /** The exact AWS CLI command, for a POSIX shell. `null`: there is none, or it is this page's. */
  readonly command: string | null;
  /** The page of AWS's own console where it can be done. */
  readonly link: string | null;
  /** The command that takes it back; `null`: nothing to take back, or it cannot be. */
  readonly undo: string | null;
  /** Its commands on the plan, where it is an edit. */
  readonly edit: readonly Command[];
  readonly needs: readonly Need[];
}

export type WayKind =
  | 'wait'
  | 'attach-left-behind'
  | 'move-secondary-before'
  | 'move-secondary-after'
  | 'move-interface'
  | 'keep-interface'
  | 'beside-then-swap'
  | 'terminate-first'
  | 'ask-owner'
  | 'ask-colleague'
  | 'another-address'
  | 'automatic-address';

/** What is lost for good, or for a while. */
export interface Loss {
  readonly code:
    | 'original-stops-answering'
    | 'original-gone'
    | 'data-since-backup'
    | 'elastic-ips'
    | 'becomes-secondary'
    | 'mac-changes'
    | 'clients-must-follow';
  readonly params: Params;
}

/** Something to know before an instance is terminated. */
export interface BeforeEnd {
  readonly code:
    | 'termination-protection'
    | 'volumes'
    | 'interface'
    /** Interfaces that are not the instance's own: they stay. */
    | 'interface-stays'
    /** What a clean-up deletes after the instance. */
    | 'deleted-after'
    /** Volumes that stayed when the instance went: nothing tells them from others. */
    | 'volumes-left'
    /** What is restored from is still there. */
    | 'recovery-point'
    | 'instance-store'
    | 'autoscaling'
    | 'newer-data'
    | 'elastic-ips'
    | 'load-balancers';
  readonly state: 'fine' | 'mind' | 'unknown';
  readonly params: Params;
  /** The command that tells, or that makes it fine. */
  readonly command: string | null;
  /** The action that the command needs. */
  readonly action: string | null;
}

/** One way to have the address, or another one. */
export interface Way {
  readonly kind: WayKind;
  /** Whether the restored instance has the very address in the end. */
  readonly gets: 'this' | 'another';
  /** The gravest effect of its steps. */
  readonly breaks: Effect;
  /** Not proven on a live account. */
  readonly experimental: boolean;
  readonly steps: readonly Step[];
  readonly losses: readonly Loss[];
  /** To be looked at before the step that destroys; none where no step does. */
  readonly before: readonly BeforeEnd[];
}

/** The answer to "how can this address be had". */
export interface AddressWays {
  readonly address: Ipv4;
  readonly subnetId: string;
  readonly slot: Slot;
  readonly held: Held;
  /** When AWS told who holds it. */
  readonly asOf: string | null;
  /** Ways to the very address first; then by what they break; proven before experimental; fewer steps first. */
  readonly ways: readonly Way[];
}

import type { Ipv4 } from '@/lib/net/ipv4';
import type { Leftover } from './run';

/** What a look showed, or that it could not be seen, and for want of which action where that is why. */
export type Look<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly action: string | null };

export const known = <T>(value: T): Look<T> => ({ known: true, value });

/** The original's interface as EC2 shows it. */
export interface SeenInterface {
  readonly status: string;
  readonly instanceId: string | null;
  readonly attachmentId: string | null;
  readonly deleteOnTermination: boolean | null;
  /** Primary first. */
  readonly addresses: readonly Ipv4[];
}

/** Which interface has the address. */
export interface SeenHolder {
  readonly interfaceId: string;
  readonly instanceId: string | null;
}

/** A reservation that covers the address. */
export interface SeenReservation {
  readonly id: string;
  /** Whether it was made for this very way. */
  readonly own: boolean;
}

/** Something that is to be deleted after its instance and is still there. `leaving`: the instance still has it. `elsewhere`: another one has it by now. */
export interface SeenLeftover extends Leftover {
  readonly state: 'free' | 'leaving' | 'elsewhere';
}

/** What our own database knows of the plan's start. `scheduled`: it waits for its time. `over`: a wait that ended without starting. */
export type SeenStart = 'none' | 'scheduled' | 'waiting' | 'asking' | 'over' | 'started';

/** What became of the plan's restore. */
export interface SeenRestore {
  readonly state: 'none' | 'running' | 'completed' | 'failed';
  readonly instanceId: string | null;
  /** The interface of the restored instance that is to have the address. `null` while it was not read. */
  readonly interfaceId: string | null;
}

/** Everything that the steps of a way are judged by, as one look showed it. `null` in a look: EC2 shows it no more. */
export interface Seen {
  readonly interface: Look<SeenInterface | null>;
  /** The state of the original: `running`, `shutting-down`, `terminated`, … */
  readonly original: Look<string | null>;
  readonly protectedFromEnd: Look<boolean>;
  readonly holder: Look<SeenHolder | null>;
  readonly reservation: Look<SeenReservation | null>;
  readonly left: Look<readonly SeenLeftover[]>;
  readonly start: SeenStart;
  readonly restore: SeenRestore;
}

/** Whether whoever has the address is the restored instance. */
export const isRestored = (holder: SeenHolder, { restore }: Pick<Seen, 'restore'>): boolean =>
  holder.interfaceId === restore.interfaceId || (holder.instanceId !== null && holder.instanceId === restore.instanceId);

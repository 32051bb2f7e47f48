import { ip } from '@/lib/restore/address-map/testing';
import type { Act } from '@/lib/restore/way-run/act';
import { type RunKind, type RunSubject, stepsOf, type WayRun } from '@/lib/restore/way-run/run';
import { known, type Seen, type SeenLeftover, type SeenReservation, type SeenStart } from '@/lib/restore/way-run/seen';

/** A little EC2 with one original and its interface, for tests of the machine that goes a way. */

export const ORIGINAL_ID = 'i-0aaaaaaaaaaaaaaaa';
export const RESTORED_ID = 'i-0dddddddddddddddd';
export const ADDRESS = ip('10.0.0.50');
const PRIMARY = ip('10.0.0.20');
const INTERFACE = 'eni-0cccccccccccccccc';
const RESTORED_INTERFACE = 'eni-0dddddddddddddddd';
export const OWN_RESERVATION = 'scr-0eeeeeeeeeeeeeeee';
const MARK = 'held for a plan (1)';
const ATTACHMENT = 'eni-attach-0cccccccccccccccc';

export const subject: RunSubject = {
  address: ADDRESS,
  subnetId: 'subnet-0123456789abcdef0',
  originalId: ORIGINAL_ID,
  interfaceId: INTERFACE,
  attachmentId: ATTACHMENT,
  deviceIndex: 1,
  targetIndex: 0,
  deletedOnTermination: true,
  mark: MARK,
};

const isSecondary = (kind: RunKind): boolean => kind === 'move-secondary-before' || kind === 'move-secondary-after';

/** A way of `kind` as it is begun. */
export const runOf = (kind: RunKind, more: Partial<WayRun> = {}, isProtected = false): WayRun => ({
  kind,
  mode: 'take-over',
  state: 'open',
  subject: kind === 'attach-left-behind' ? { ...subject, originalId: null, attachmentId: null, deviceIndex: null } : subject,
  confirmed: true,
  steps: stepsOf(kind, isProtected),
  ...more,
});

interface Inside {
  original: 'running' | 'shutting-down' | 'terminated';
  isProtected: boolean;
  attached: boolean;
  exists: boolean;
  deleteOnTermination: boolean;
  has: boolean;
  start: SeenStart;
  restore: 'none' | 'running' | 'completed' | 'failed';
  restoredHas: boolean;
  /** What covers the address. */
  reservation: SeenReservation | null;
  /** What a restore made beside its instance. */
  left: readonly SeenLeftover[];
}

/** What a call does to it. */
const carryOut = (it: Inside, act: Act): void => {
  switch (act.call) {
    case 'set-protection':
      it.isProtected = act.on;
      return;
    case 'set-delete-on-termination':
      it.deleteOnTermination = act.on;
      return;
    case 'terminate':
      if (!it.isProtected && it.original === 'running') it.original = 'shutting-down';
      return;
    case 'detach':
      it.attached = false;
      return;
    case 'attach':
      it.attached = true;
      return;
    case 'unassign':
      it.has = false;
      return;
    case 'assign':
      it.has = act.interfaceId === INTERFACE;
      it.restoredHas = act.interfaceId === RESTORED_INTERFACE;
      return;
    case 'reserve':
      // Reservations must not overlap.
      it.reservation ??= { id: OWN_RESERVATION, own: act.mark === MARK };
      return;
    case 'delete-volume':
      it.left = it.left.filter(({ id }) => id !== act.volumeId);
      return;
    case 'delete-interface':
      it.left = it.left.filter(({ id }) => id !== act.interfaceId);
      return;
    case 'release':
      if (it.reservation?.id === act.reservationId) it.reservation = null;
  }
};

/** The world of a way: what EC2 shows, what acts do to it, and what happens by itself. */
export const wayWorld = (kind: RunKind, isProtected = false) => {
  const it: Inside = {
    original: 'running',
    isProtected,
    attached: kind !== 'attach-left-behind',
    exists: true,
    deleteOnTermination: true,
    has: true,
    start: 'none',
    restore: 'none',
    restoredHas: false,
    reservation: null,
    left: [],
  };
  const byInterface = kind === 'keep-interface' || kind === 'move-interface' || kind === 'attach-left-behind';
  const onRestored = (): boolean => byInterface && it.restore === 'completed';
  const interfaceSeen = () =>
    !it.exists
      ? null
      : {
          status: it.attached || onRestored() ? 'in-use' : 'available',
          instanceId: onRestored() ? RESTORED_ID : it.attached ? ORIGINAL_ID : null,
          attachmentId: it.attached ? ATTACHMENT : null,
          deleteOnTermination: it.attached ? it.deleteOnTermination : null,
          addresses: [...(isSecondary(kind) ? [PRIMARY] : []), ...(it.has ? [ADDRESS] : [])],
        };
  const holder = () => {
    if (it.restoredHas) return { interfaceId: RESTORED_INTERFACE, instanceId: RESTORED_ID };
    const own = interfaceSeen();
    return own === null || !it.has ? null : { interfaceId: INTERFACE, instanceId: own.instanceId };
  };
  return {
    it,
    seen: (): Seen => ({
      interface: known(interfaceSeen()),
      original: known(it.original),
      protectedFromEnd: known(it.isProtected),
      holder: known(holder()),
      reservation: known(it.reservation),
      left: known(it.left),
      start: it.start,
      restore: {
        state: it.restore,
        instanceId: it.restore === 'completed' ? RESTORED_ID : null,
        interfaceId: it.restore === 'completed' ? (byInterface ? INTERFACE : RESTORED_INTERFACE) : null,
      },
    }),
    carryOut: (act: Act): void => carryOut(it, act),
    /** What a person does who wants the restore: sets its start up, or starts it where nothing waits. */
    setUpStart: (): void => {
      if (kind === 'move-secondary-after' || kind === 'beside-then-swap') Object.assign(it, { start: 'started', restore: 'running' });
      else if (it.start === 'none') it.start = 'waiting';
    },
    /** What goes on by itself: a termination ends, a start that waits fires, a restore completes. */
    pass: (): void => {
      if (it.restore === 'running') {
        it.restore = 'completed';
        if (kind === 'terminate-first' || kind === 'move-secondary-before') it.restoredHas = true;
      }
      const isFree = byInterface ? !it.attached && it.exists : !it.has;
      if (it.start === 'waiting' && isFree) Object.assign(it, { start: 'started', restore: 'running' });
      if (it.original !== 'shutting-down') return;
      it.original = 'terminated';
      it.attached = false;
      if (it.deleteOnTermination) Object.assign(it, { exists: false, has: false });
    },
  };
};

/** What is the original's, for comparing before and after. */
export const asItWas = ({ it }: ReturnType<typeof wayWorld>) => {
  const { original, isProtected, attached, exists, deleteOnTermination, has, restoredHas, reservation } = it;
  return { original, isProtected, attached, exists, deleteOnTermination, has, restoredHas, reservation };
};

import type { Ipv4 } from '@/lib/net/ipv4';
import type { RunStepCode, RunSubject, WayRun } from './run';
import type { Seen, SeenInterface } from './seen';

/** One change in EC2: exactly one call, on what the way is about and on nothing else. */
export type Act =
  | { readonly call: 'set-protection'; readonly instanceId: string; readonly on: boolean }
  | { readonly call: 'set-delete-on-termination'; readonly interfaceId: string; readonly attachmentId: string; readonly on: boolean }
  | { readonly call: 'terminate'; readonly instanceId: string }
  | { readonly call: 'detach'; readonly attachmentId: string }
  | { readonly call: 'attach'; readonly interfaceId: string; readonly instanceId: string; readonly deviceIndex: number }
  | { readonly call: 'unassign'; readonly interfaceId: string; readonly address: Ipv4 }
  | { readonly call: 'assign'; readonly interfaceId: string; readonly address: Ipv4; readonly reassign: boolean }
  | { readonly call: 'reserve'; readonly subnetId: string; readonly address: Ipv4; readonly mark: string }
  | { readonly call: 'release'; readonly reservationId: string }
  | { readonly call: 'delete-volume'; readonly volumeId: string }
  | { readonly call: 'delete-interface'; readonly interfaceId: string };

/** Whether an act is part of what cannot be taken back: what was found out before it is read once more then. */
export const destroysBy = (act: Act): boolean => act.call === 'terminate' || (act.call === 'set-protection' && !act.on);

/** The action that an act needs, as IAM writes it. */
export const ACTIONS: Readonly<Record<Act['call'], string>> = {
  'set-protection': 'ec2:ModifyInstanceAttribute',
  'set-delete-on-termination': 'ec2:ModifyNetworkInterfaceAttribute',
  terminate: 'ec2:TerminateInstances',
  detach: 'ec2:DetachNetworkInterface',
  attach: 'ec2:AttachNetworkInterface',
  unassign: 'ec2:UnassignPrivateIpAddresses',
  assign: 'ec2:AssignPrivateIpAddresses',
  reserve: 'ec2:CreateSubnetCidrReservation',
  release: 'ec2:DeleteSubnetCidrReservation',
  'delete-volume': 'ec2:DeleteVolume',
  'delete-interface': 'ec2:DeleteNetworkInterface',
};

/** Why a step that could be next is not carried out yet. `unseen`: what it would change could not be looked at. */
export type Blocker =
  | 'interface-stays'
  | 'not-confirmed'
  | 'start-not-set-up'
  | 'start-scheduled'
  | 'start-asks'
  | 'changed-hands'
  | 'unseen';

/** A step's act, what keeps it back, or `null`: it is not an act of this kind (a person's, AWS's, or our own database's). */
export type Next = { readonly act: Act } | { readonly blocked: Blocker } | null;

const onOriginal = ({ interface: it }: Seen, { originalId }: RunSubject): (SeenInterface & { readonly attachmentId: string }) | null =>
  it.known && it.value !== null && it.value.instanceId !== null && it.value.instanceId === originalId && it.value.attachmentId !== null
    ? { ...it.value, attachmentId: it.value.attachmentId }
    : null;

/** Of what destroys: only with the name typed and, where a start is to follow at once, with that start set up and nothing left to ask. */
const keptBack = (run: WayRun, seen: Seen): Blocker | null => {
  if (!run.confirmed) return 'not-confirmed';
  if (run.steps.every(({ code }) => code !== 'set-up-start')) return null;
  if (seen.start === 'asking') return 'start-asks';
  return seen.start === 'waiting' ? null : notSetUp(seen);
};

/** A start that waits for its time keeps everything back that would leave nobody at the address until then. */
const notSetUp = ({ start }: Seen): Blocker => (start === 'scheduled' ? 'start-scheduled' : 'start-not-set-up');

/** What breaks something, if only for a while, waits for the start to be set up, too. */
const needsStart = (run: WayRun, seen: Seen): Blocker | null => {
  if (run.steps.every(({ code }) => code !== 'set-up-start')) return null;
  return seen.start === 'waiting' || seen.start === 'asking' ? null : notSetUp(seen);
};

const ofAttached = (run: WayRun, seen: Seen, act: (it: SeenInterface & { readonly attachmentId: string }) => Act): Next => {
  const blocked = needsStart(run, seen);
  if (blocked !== null) return { blocked };
  const it = onOriginal(seen, run.subject);
  if (it === null) return { blocked: seen.interface.known ? 'changed-hands' : 'unseen' };
  return { act: act(it) };
};

/** Whether the address comes free with the end of the original: not where its interface stays. */
const frees = (run: WayRun, { interface: it }: Seen): boolean =>
  run.steps.every(({ code }) => code !== 'wait-for-free') || !it.known || it.value?.deleteOnTermination !== false;

const terminate = (run: WayRun, seen: Seen): Next => {
  const blocked = keptBack(run, seen);
  if (blocked !== null) return { blocked };
  const { originalId } = run.subject;
  if (originalId === null || !seen.original.known) return { blocked: 'unseen' };
  // A way that keeps the interface looks at it once more: with the attribute back at true the interface would go, too.
  if (!frees(run, seen)) return { blocked: 'interface-stays' };
  if (run.kind !== 'keep-interface') return { act: { call: 'terminate', instanceId: originalId } };
  const it = onOriginal(seen, run.subject);
  if (it === null || it.deleteOnTermination !== false) return { blocked: seen.interface.known ? 'changed-hands' : 'unseen' };
  return { act: { call: 'terminate', instanceId: originalId } };
};

/** Taken from the original only, and only where the look showed that the original or nobody has it. */
const assign = ({ subject }: WayRun, seen: Seen): Next => {
  const { interfaceId } = seen.restore;
  if (interfaceId === null || !seen.holder.known) return { blocked: 'unseen' };
  const holder = seen.holder.value;
  if (holder !== null && (holder.interfaceId !== subject.interfaceId || holder.instanceId !== subject.originalId))
    return { blocked: 'changed-hands' };
  return { act: { call: 'assign', interfaceId, address: subject.address, reassign: holder !== null } };
};

const toStart = ({ start }: Seen): Next => {
  if (start === 'asking') return { blocked: 'start-asks' };
  return start === 'waiting' || start === 'scheduled' ? null : { blocked: 'start-not-set-up' };
};

/** Only the reservation that was made for this way is ever deleted. */
const release = ({ reservation: it }: Seen): Next => {
  if (!it.known) return { blocked: 'unseen' };
  return it.value?.own === true ? { act: { call: 'release', reservationId: it.value.id } } : null;
};

/** One after the other, each only while nothing has it. */
const deleteLeft = (run: WayRun, seen: Seen): Next => {
  if (!run.confirmed) return { blocked: 'not-confirmed' };
  if (!seen.left.known) return { blocked: 'unseen' };
  const own = run.subject.left ?? [];
  const next = seen.left.value.find(({ id, state }) => state === 'free' && own.some((each) => each.id === id));
  if (next === undefined) return null;
  return {
    act: next.kind === 'volume' ? { call: 'delete-volume', volumeId: next.id } : { call: 'delete-interface', interfaceId: next.id },
  };
};

/** What carries a step out in EC2, if the look allows it. */
export const actOf = (code: RunStepCode, run: WayRun, seen: Seen): Next => {
  const { subject } = run;
  switch (code) {
    case 'unprotect': {
      const blocked = keptBack(run, seen);
      if (blocked !== null) return { blocked };
      return subject.originalId === null
        ? { blocked: 'unseen' }
        : { act: { call: 'set-protection', instanceId: subject.originalId, on: false } };
    }
    case 'keep-with-instance-gone':
      return ofAttached(run, seen, ({ attachmentId }) => ({
        call: 'set-delete-on-termination',
        interfaceId: subject.interfaceId,
        attachmentId,
        on: false,
      }));
    case 'detach-interface':
      return ofAttached(run, seen, ({ attachmentId }) => ({ call: 'detach', attachmentId }));
    case 'unassign':
      return ofAttached(run, seen, () => ({ call: 'unassign', interfaceId: subject.interfaceId, address: subject.address }));
    case 'terminate':
      return terminate(run, seen);
    case 'assign-to-restored':
      return assign(run, seen);
    case 'set-up-start':
    case 'start':
      return toStart(seen);
    case 'reserve':
      return subject.mark === undefined
        ? { blocked: 'unseen' }
        : { act: { call: 'reserve', subnetId: subject.subnetId, address: subject.address, mark: subject.mark } };
    case 'release':
      return release(seen);
    case 'delete-left':
      return deleteLeft(run, seen);
    default:
      return null;
  }
};

/** What takes a step back in EC2. */
export const undoActOf = (code: RunStepCode, { subject }: WayRun, seen: Seen): Next => {
  const { originalId, interfaceId, address, deviceIndex, deletedOnTermination } = subject;
  switch (code) {
    case 'unprotect':
      return originalId === null ? { blocked: 'unseen' } : { act: { call: 'set-protection', instanceId: originalId, on: true } };
    case 'keep-with-instance-gone': {
      const it = onOriginal(seen, subject);
      if (it === null) return { blocked: seen.interface.known ? 'changed-hands' : 'unseen' };
      return { act: { call: 'set-delete-on-termination', interfaceId, attachmentId: it.attachmentId, on: deletedOnTermination } };
    }
    case 'detach-interface':
      return originalId === null || deviceIndex === null
        ? { blocked: 'unseen' }
        : { act: { call: 'attach', interfaceId, instanceId: originalId, deviceIndex } };
    case 'unassign':
      return { act: { call: 'assign', interfaceId, address, reassign: false } };
    case 'assign-to-restored': {
      if (!seen.holder.known) return { blocked: 'unseen' };
      const holder = seen.holder.value;
      if (holder !== null && holder.interfaceId !== seen.restore.interfaceId) return { blocked: 'changed-hands' };
      return { act: { call: 'assign', interfaceId, address, reassign: holder !== null } };
    }
    case 'reserve':
      return release(seen);
    default:
      return null;
  }
};

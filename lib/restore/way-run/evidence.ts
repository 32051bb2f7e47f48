import type { RunFailure, RunStepCode, RunSubject } from './run';
import { isRestored, type Look, type Seen, type SeenInterface } from './seen';

/** What a look proves of a step. `undecided`: it could not be seen. */
export type Evidence =
  | { readonly is: 'done' | 'doing' | 'not-yet' }
  | { readonly is: 'undecided'; readonly action: string | null }
  | { readonly is: 'failed'; readonly failure: RunFailure };

const DONE: Evidence = { is: 'done' };
const DOING: Evidence = { is: 'doing' };
const NOT_YET: Evidence = { is: 'not-yet' };
const failed = (failure: RunFailure): Evidence => ({ is: 'failed', failure });

const look = <T>(seen: Look<T>, judge: (value: T) => Evidence): Evidence =>
  seen.known ? judge(seen.value) : { is: 'undecided', action: seen.action };

const ofInterface = (seen: Seen, judge: (it: SeenInterface) => Evidence): Evidence =>
  look(seen.interface, (it) => (it === null ? failed('interface-gone') : judge(it)));

/** Whether the interface is on the original, or on nothing: anything else has taken it since. */
const isOurs = (it: SeenInterface, { originalId }: RunSubject): boolean => it.instanceId === null || it.instanceId === originalId;

const started = ({ start }: Seen): boolean => start === 'started';

const kept = (subject: RunSubject, seen: Seen): Evidence =>
  ofInterface(seen, (it) => {
    if (!isOurs(it, subject)) return failed('changed-hands');
    return it.instanceId === null || it.deleteOnTermination === false ? DONE : NOT_YET;
  });

const ended = (seen: Seen): Evidence =>
  look(seen.original, (state) => {
    if (state === null || state === 'terminated') return DONE;
    return state === 'shutting-down' ? DOING : NOT_YET;
  });

/** The interface is on nothing, so that the restore can take it; once that has started it is on the restored instance. */
const available = (subject: RunSubject, seen: Seen): Evidence => {
  if (started(seen)) return DONE;
  return ofInterface(seen, (it) => {
    if (it.instanceId === null && it.status === 'available') return DONE;
    return isOurs(it, subject) ? NOT_YET : failed('changed-hands');
  });
};

const free = (subject: RunSubject, seen: Seen): Evidence => {
  if (started(seen) && seen.restore.interfaceId === null) return DONE;
  return look(seen.holder, (holder) => {
    if (holder === null || isRestored(holder, seen)) return DONE;
    if (holder.interfaceId !== subject.interfaceId) return failed('address-taken');
    // It was to go with its instance: an address that stays on it does not come free.
    return holder.instanceId === null && ended(seen).is === 'done' ? failed('interface-stayed') : DOING;
  });
};

const unassigned = (subject: RunSubject, seen: Seen): Evidence => {
  if (started(seen)) return DONE;
  return ofInterface(seen, (it) => {
    if (!isOurs(it, subject)) return failed('changed-hands');
    if (it.addresses.includes(subject.address)) return NOT_YET;
    return look(seen.holder, (holder) => (holder === null ? DONE : failed('address-taken')));
  });
};

const restored = (seen: Seen): Evidence => {
  const { state, interfaceId } = seen.restore;
  if (state === 'failed') return failed('restore-failed');
  if (state === 'none') return NOT_YET;
  return state === 'completed' && interfaceId !== null ? DONE : DOING;
};

const assigned = (subject: RunSubject, seen: Seen): Evidence =>
  look(seen.holder, (holder) => {
    if (holder === null || holder.interfaceId === subject.interfaceId) return NOT_YET;
    return holder.interfaceId === seen.restore.interfaceId ? DONE : failed('address-taken');
  });

const verified = (seen: Seen): Evidence => {
  const restore = restored(seen);
  if (restore.is !== 'done') return restore;
  return look(seen.holder, (holder) => (holder !== null && isRestored(holder, seen) ? DONE : failed('not-at-address')));
};

const reserved = ({ reservation }: Seen): Evidence =>
  look(reservation, (it) => {
    if (it === null) return NOT_YET;
    return it.own ? DONE : failed('reserved-by-other');
  });

/** Until the restore is over, whichever way it ended: then the address is its own, or not wanted any more. */
const held = ({ reservation, restore }: Seen): Evidence => {
  if (restore.state === 'completed' || restore.state === 'failed') return DONE;
  return look(reservation, (it) => (it?.own === true ? DOING : failed('reservation-gone')));
};

/** What somebody else has by now is not the restore's any more: it stays. */
const deleted = ({ left }: Seen): Evidence =>
  look(left, (all) => {
    const own = all.filter(({ state }) => state !== 'elsewhere');
    if (own.length === 0) return DONE;
    return own.some(({ state }) => state === 'free') ? NOT_YET : DOING;
  });

const released = ({ reservation }: Seen): Evidence => look(reservation, (it) => (it?.own === true ? NOT_YET : DONE));

/** What a look proves of a step of the way there. */
export const evidenceOf = (code: RunStepCode, subject: RunSubject, seen: Seen): Evidence => {
  switch (code) {
    // Done in the transaction that began the way.
    case 'edit-plan':
      return DONE;
    case 'set-up-start':
      return seen.start === 'none' || seen.start === 'over' ? NOT_YET : DONE;
    case 'unprotect':
      return look(seen.protectedFromEnd, (on) => (on ? NOT_YET : DONE));
    case 'keep-with-instance-gone':
      return kept(subject, seen);
    case 'terminate':
      return ended(seen);
    case 'wait-for-interface':
    case 'detach-interface':
      return available(subject, seen);
    case 'wait-for-free':
      return free(subject, seen);
    case 'unassign':
      return unassigned(subject, seen);
    case 'start':
      if (seen.restore.state === 'failed') return failed('restore-failed');
      return started(seen) ? DONE : NOT_YET;
    case 'restore-and-verify':
      return restored(seen);
    case 'assign-to-restored':
      return assigned(subject, seen);
    case 'verify':
      return verified(seen);
    case 'reserve':
      return reserved(seen);
    case 'hold':
      return held(seen);
    case 'release':
      return released(seen);
    case 'delete-left':
      return deleted(seen);
  }
};

/** What a look proves of taking a step back: `done` where everything is again as before it. */
export const undoneEvidence = (code: RunStepCode, subject: RunSubject, seen: Seen): Evidence => {
  switch (code) {
    case 'unprotect':
      return look(seen.protectedFromEnd, (on) => (on ? DONE : NOT_YET));
    case 'keep-with-instance-gone':
      return ofInterface(seen, (it) => {
        if (it.instanceId !== subject.originalId) return failed('changed-hands');
        return it.deleteOnTermination === subject.deletedOnTermination ? DONE : NOT_YET;
      });
    case 'detach-interface':
      return ofInterface(seen, (it) => {
        if (it.instanceId === subject.originalId) return DONE;
        return it.instanceId === null ? NOT_YET : failed('changed-hands');
      });
    case 'unassign':
    case 'assign-to-restored':
      return ofInterface(seen, (it) => {
        if (!isOurs(it, subject)) return failed('changed-hands');
        if (it.addresses.includes(subject.address)) return DONE;
        return look(seen.holder, (holder) =>
          holder === null || holder.interfaceId === seen.restore.interfaceId ? NOT_YET : failed('address-taken'),
        );
      });
    case 'reserve':
      return released(seen);
    // The rest changed nothing in AWS, or is taken back in the transaction that asks for it.
    default:
      return DONE;
  }
};

import { AwsFault } from './wire/fault';
import type { Call } from './wire/hooks';

/**
 * What can go wrong on request. `slow`: the operation runs only after `ms`, or when the fault is removed. `drop`: the connection ends and nothing ran. `lose`: the operation runs, then the
 * connection ends without an answer. `half`: the same in the middle of the answer. `twice`: the request is delivered twice, and the second answer goes back.
 */
export const FAULT_KINDS = ['throttle', 'server-error', 'slow', 'expired', 'denied', 'drop', 'lose', 'half', 'twice'] as const;

/** Something that goes wrong on request. A member that is not given matches everything. */
export interface FaultRule {
  readonly kind: (typeof FAULT_KINDS)[number];
  /** `backup`, `ec2`, `iam`, `sts`. */
  readonly service?: string;
  readonly operation?: string;
  readonly region?: string;
  /** How many matching calls pass first. */
  readonly skip: number;
  /** How often; `null` until it is cleared. */
  readonly times: number | null;
  /** How long a slow operation waits before it runs; `null`: until the fault is removed. */
  readonly ms: number | null;
}

export interface Fault extends FaultRule {
  readonly id: number;
  /** How many calls still pass. */
  toSkip: number;
  /** How many it still strikes. */
  left: number | null;
}

/** The scripted faults of a running account. They are not saved. */
export interface Faults {
  readonly add: (rule: FaultRule) => Fault;
  readonly list: () => readonly Fault[];
  /** Takes a fault away, and lets the calls run that it holds, also where it was used up. `false` where there is none with that id. */
  readonly remove: (id: number) => boolean;
  readonly clear: () => void;
  /** The faults that strike this call, each counted. */
  readonly strike: (call: Call) => readonly Fault[];
  /** Waits as long as a slow fault says. */
  readonly hold: (fault: Fault) => Promise<void>;
}

const concerns = (fault: Fault, call: Call): boolean =>
  (fault.service === undefined || fault.service === call.service) &&
  (fault.operation === undefined || fault.operation === call.operation) &&
  (fault.region === undefined || fault.region === call.region);

/** Counts a matching call; `true` where the fault strikes it. */
const count = (fault: Fault): boolean => {
  if (fault.toSkip > 0) {
    fault.toSkip -= 1;
    return false;
  }
  if (fault.left !== null) fault.left -= 1;
  return true;
};

/** Calls that slow faults hold, by the fault's id. */
const createHolds = () => {
  const held = new Map<number, Set<() => void>>();
  return {
    hold: (id: number, ms: number | null): Promise<void> =>
      new Promise((resolve) => {
        const waiting = held.get(id) ?? new Set();
        held.set(id, waiting);
        const go = (): void => {
          clearTimeout(timer);
          waiting.delete(go);
          if (waiting.size === 0) held.delete(id);
          resolve();
        };
        const timer = ms === null ? undefined : setTimeout(go, ms);
        waiting.add(go);
      }),
    /** `false` where the fault holds none. */
    release: (id: number): boolean => {
      const waiting = [...(held.get(id) ?? [])];
      for (const go of waiting) go();
      return waiting.length > 0;
    },
    ids: () => [...held.keys()],
  };
};

export const createFaults = (): Faults => {
  let faults: Fault[] = [];
  let lastId = 0;
  const holds = createHolds();
  return {
    add: (rule) => {
      lastId += 1;
      const fault: Fault = { ...rule, id: lastId, toSkip: rule.skip, left: rule.times };
      faults.push(fault);
      return fault;
    },
    list: () => faults,
    remove: (id) => {
      const before = faults.length;
      faults = faults.filter((fault) => fault.id !== id);
      return holds.release(id) || faults.length < before;
    },
    clear: () => {
      faults = [];
      for (const id of holds.ids()) holds.release(id);
    },
    strike: (call) => {
      const struck = faults.filter((fault) => concerns(fault, call) && count(fault));
      faults = faults.filter((fault) => fault.left === null || fault.left > 0);
      return struck;
    },
    hold: (fault) => holds.hold(fault.id, fault.ms),
  };
};

/** Each service's words for "too often". */
export const throttled = (service: string): AwsFault =>
  service === 'ec2'
    ? new AwsFault('RequestLimitExceeded', 'Request limit exceeded.', 503)
    : new AwsFault(service === 'backup' ? 'ThrottlingException' : 'Throttling', 'Rate exceeded', 400);

/** … and for a fault of their own. */
export const broken = (service: string): AwsFault => {
  if (service === 'backup')
    return new AwsFault('ServiceUnavailableException', 'The service is temporarily unavailable.', 500, { Type: 'Server' });
  return service === 'ec2'
    ? new AwsFault('InternalError', 'An internal error has occurred', 500)
    : new AwsFault('ServiceUnavailable', 'The service is temporarily unavailable.', 503);
};

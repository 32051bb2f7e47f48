import { AwsFault } from './wire/fault';
import type { Call } from './wire/hooks';

/**
 * What can go wrong on request. `slow`: the operation runs only after `ms`. `drop`: the connection ends and nothing ran. `lose`: the operation runs, then the
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
  /** How long a slow operation waits before it runs. */
  readonly ms: number;
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
  /** `false` where there is none with that id. */
  readonly remove: (id: number) => boolean;
  readonly clear: () => void;
  /** The faults that strike this call, each counted. */
  readonly strike: (call: Call) => readonly Fault[];
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

export const createFaults = (): Faults => {
  let faults: Fault[] = [];
  let lastId = 0;
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
      return faults.length < before;
    },
    clear: () => {
      faults = [];
    },
    strike: (call) => {
      const struck = faults.filter((fault) => concerns(fault, call) && count(fault));
      faults = faults.filter((fault) => fault.left === null || fault.left > 0);
      return struck;
    },
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

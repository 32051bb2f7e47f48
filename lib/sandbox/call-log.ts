import type { Fault } from './faults';
import type { Answered, Call, Delivery } from './wire/hooks';

/** How many calls are remembered. */
const MOST = 10_000;

/** A call as the account saw it. Instants are real ones, not those of the simulated clock. */
export interface LoggedCall {
  /** Counts up from 1; what was forgotten leaves a gap at the beginning. */
  readonly number: number;
  readonly at: string;
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  readonly accessKeyId: string | null;
  readonly requestId: string;
  readonly struckBy: readonly Pick<Fault, 'id' | 'kind'>[];
  /** How often the operation ran, or was refused in its place; `null` while that is under way. */
  runs: Delivery['runs'] | null;
  /** What became of the answer: `null` while there is none. */
  answer: Delivery['answer'] | null;
  status: number | null;
  /** AWS's error code; `null` where it succeeded. */
  code: string | null;
  answeredAt: string | null;
}

/** The last calls of a running account, whatever became of them. They are not saved. */
export interface CallLog {
  readonly begin: (call: Call, struckBy: readonly Fault[]) => void;
  readonly end: (call: Call, delivery: Delivery, answered: Answered) => void;
  /** Oldest first: those with a number above `after`. */
  readonly list: (after: number) => readonly LoggedCall[];
  readonly clear: () => void;
}

export const createCallLog = (): CallLog => {
  /** By request id; a Map keeps the order of arrival. */
  const calls = new Map<string, LoggedCall>();
  let last = 0;
  return {
    begin: ({ region, service, operation, accessKeyId, requestId }, struckBy) => {
      last += 1;
      const faults = struckBy.map(({ id, kind }) => ({ id, kind }));
      calls.set(requestId, {
        ...{ number: last, at: new Date().toISOString(), region, service, operation, accessKeyId, requestId, struckBy: faults },
        ...{ runs: null, answer: null, status: null, code: null, answeredAt: null },
      });
      const [oldest] = calls.keys();
      if (calls.size > MOST && oldest !== undefined) calls.delete(oldest);
    },
    end: (call, delivery, { status, code }) => {
      const known = calls.get(call.requestId);
      if (known === undefined) return;
      Object.assign(known, { runs: delivery.refusal === null ? delivery.runs : 0, answer: delivery.answer, status, code });
      known.answeredAt = new Date().toISOString();
    },
    list: (after) => [...calls.values()].filter((call) => call.number > after),
    clear: () => calls.clear(),
  };
};

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AwsFault } from './fault';
import type { CallContext } from './service';

/** A call as it arrived, before its operation runs. */
export interface Call extends CallContext {
  readonly service: string;
  readonly operation: string;
  /** The id that the answer carries in `x-amzn-requestid`. */
  readonly requestId: string;
  /** `X-Amz-Date` as it was sent: `20261124T090000Z`. */
  readonly signedAt: string | null;
}

/** How a request is carried out and answered. */
export interface Delivery {
  /** How often the operation runs with the one input; the last answer counts. */
  readonly runs: 0 | 1 | 2;
  /** `half`: headers and half a body; `none`: the connection ends without a word. */
  readonly answer: 'whole' | 'half' | 'none';
  /** Answered instead of running the operation. */
  readonly refusal: AwsFault | null;
}

/** What was answered: the HTTP status, and AWS's error code where it is an error. */
export interface Answered {
  readonly status: number;
  readonly code: string | null;
}

/** What the account does around every call. */
export interface Hooks {
  /** Answers requests that are no AWS call (control endpoints); `true` when it did. */
  readonly control: (request: IncomingMessage, response: ServerResponse, body: string) => Promise<boolean>;
  /** Once for each request; may wait. */
  readonly arrive: (call: Call) => Promise<Delivery>;
  /** Right before the operation, each time that it runs; throws an AwsFault where the caller may not. */
  readonly admit: (call: Call) => void;
  /** When the answer is known, before it is sent; may wait. */
  readonly leave: (call: Call, delivery: Delivery, answered: Answered) => Promise<void>;
  readonly unexpected: (operation: string, error: unknown) => void;
}

import type { Account } from '../account/account';
import type { CallLog } from '../call-log';
import type { Faults } from '../faults';

/** What the control endpoints reach. */
export interface Controlled {
  readonly account: Account;
  readonly faults: Faults;
  /** Calls since the start or the last reset of the count, by `service:Operation`. */
  readonly calls: Map<string, number>;
  readonly log: CallLog;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export type Body = Readonly<Record<string, unknown>>;

/** What was asked: the JSON body, the path after the endpoint's name, the query. */
export interface Asked {
  readonly body: Body;
  readonly rest: string;
  readonly query: URLSearchParams;
}

export type Endpoint = (controlled: Controlled, asked: Asked) => Answer | Promise<Answer>;
export type Endpoints = Readonly<Record<string, Endpoint>>;

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const bad = (message: string): Answer => ({ status: 400, body: { message } });
export const absent = (message: string): Answer => ({ status: 404, body: { message } });

export const text = (body: Body, name: string): string | undefined => (typeof body[name] === 'string' ? body[name] : undefined);
export const number = (body: Body, name: string): number | undefined => (typeof body[name] === 'number' ? body[name] : undefined);

/** A number that must be 0 or more; `null` where it is anything else. */
export const amount = (body: Body, name: string): number | null => {
  const value = number(body, name) ?? Number.NaN;
  return Number.isFinite(value) && value >= 0 ? value : null;
};

/** The region that most requests mean. */
export const HOME = 'ap-northeast-1';

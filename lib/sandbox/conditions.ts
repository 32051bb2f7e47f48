import type { Millis } from './account/types';

/** What is said about an access key while the account runs, on top of what the key's beginning says. */
export interface CallerRule {
  /** The whole access key id, or `*` for everybody. */
  readonly accessKeyId: string;
  /** IAM actions that are taken away; a final `*` stands for the rest of the name. */
  readonly denied: readonly string[];
  /** AWS does not know the key. */
  readonly unknown: boolean;
  /** From when on the credentials are expired, and from when on they are good again; `null`: never. Instants of the simulated clock. */
  readonly expiresAt: Millis | null;
  readonly goodAgainAt: Millis | null;
}

/** What a running account can be told about the way it answers. */
export interface Settings {
  /** How long every call takes more than it would, half on the way there and half on the way back. */
  readonly latencyMs: number;
  /** For how long a new job is missing from lists. */
  readonly listLagMs: number;
  /** How far the time of a request's signature may lie from the real time. */
  readonly signatureWindowMs: number;
  /** Whether a request with the request id of an earlier one is the same request, as one with its token is. Without, whoever sends under a second token gets a second job. */
  readonly joinsByRequestId: boolean;
}

/** AWS's own, on a good day. */
const GOOD_WEATHER: Settings = { latencyMs: 0, listLagMs: 0, signatureWindowMs: 300_000, joinsByRequestId: true };

/** The settings and rules of a running account. Like faults they live in the process: a restart and a reset put them back to what the command line says. */
export interface Conditions {
  readonly settings: () => Settings;
  readonly change: (settings: Partial<Settings>) => void;
  readonly rules: () => readonly CallerRule[];
  /** Puts a rule in place of an earlier one for the same key. */
  readonly rule: (rule: CallerRule) => void;
  /** `false` where there is none for that key. */
  readonly withdraw: (accessKeyId: string) => boolean;
  readonly reset: () => void;
}

export const createConditions = (initial: Partial<Settings> = {}): Conditions => {
  const atStart: Settings = { ...GOOD_WEATHER, ...initial };
  let settings = atStart;
  const rules = new Map<string, CallerRule>();
  return {
    settings: () => settings,
    change: (changes) => {
      settings = { ...settings, ...changes };
    },
    rules: () => [...rules.values()],
    rule: (rule) => {
      rules.set(rule.accessKeyId, rule);
    },
    withdraw: (accessKeyId) => rules.delete(accessKeyId),
    reset: () => {
      settings = atStart;
      rules.clear();
    },
  };
};

import type { Diagnostic } from '@/lib/restore/diagnostic';

/** What a start that waits for its addresses, or for a time, can be (decision 0030). */
export const WAIT_STATES = ['waiting', 'asking', 'started', 'cancelled', 'expired', 'stopped'] as const;
export type WaitState = (typeof WAIT_STATES)[number];

/** Those in which it may still start; its claims stand. */
export const OPEN_WAIT_STATES = ['waiting', 'asking'] as const satisfies readonly WaitState[];

/** Why it can never start as it was set up. */
export const STOP_CAUSES = [
  /** Somebody saved another plan, or threw it away, or somebody else is its owner now. */
  'plan-changed',
  'plan-gone',
  'not-owner',
  /** The approval that it was set up with has expired, was voided or withdrawn, or the rules want another one by now. */
  'approval-over',
  /** Whoever set it up may not start restores here any more. */
  'starter',
  /** The check finds what waiting does not help. */
  'check-failed',
  /** A setting wants a reason or a ticket by now. */
  'reason-required',
  /** A job of an earlier start of the plan turned up late: the plan is started. */
  'already-started',
  /** The database was loaded from a backup: what was started since, nobody knows. */
  'backup-restored',
] as const;
export type StopCause = (typeof STOP_CAUSES)[number];

const HOUR_MS = 3_600_000;
/** Nobody remembers for longer what they have set up. */
export const MAX_WAIT_MS = 7 * 24 * HOUR_MS;

/** Whether waiting may help: AWS refuses the address because somebody holds it (V10, V11), or the interface because something is attached to it. */
export const isHeld = ({ severity, rule, code }: Diagnostic): boolean =>
  severity === 'error' && (rule === 'V10' || rule === 'V11' || code === 'interface-attached');

/** The other addresses of a plan that somebody holds, beside the one that a wait is set up from: a start waits for all of them. */
export const heldBeside = (findings: readonly Diagnostic[], address: string): readonly string[] => [
  ...new Set(
    findings.flatMap((each) =>
      isHeld(each) && typeof each.params.address === 'string' && each.params.address !== address ? [each.params.address] : [],
    ),
  ),
];

const SILENT: readonly string[] = [
  'unknown-unreachable',
  'unknown-throttled',
  'unknown-expired-credentials',
  'unknown-failed',
  'unknown-late',
  'unknown-old',
];

/** Whether AWS only did not answer just now, or not the same twice: it is asked again, not the person. */
export const isSilence = ({ severity, code, params }: Diagnostic): boolean =>
  severity === 'unknown' && (SILENT.includes(code) || params.why === 'changing');

interface WaitTimes {
  readonly state: WaitState;
  readonly notBeforeMs: number | null;
  readonly untilMs: number;
}

/** What to do with an open wait, by the database's clock. */
export const nextForWait = (wait: WaitTimes, nowMs: number): 'nothing' | 'expire' | 'rest' | 'look' => {
  if (wait.state !== 'waiting' && wait.state !== 'asking') return 'nothing';
  if (nowMs >= wait.untilMs) return 'expire';
  if (wait.state === 'asking') return 'rest';
  return wait.notBeforeMs !== null && nowMs < wait.notBeforeMs ? 'rest' : 'look';
};

const LOOK_MS = 2_000;
const REST_MS = 15_000;

const dueInMs = (wait: WaitTimes, nowMs: number): number => {
  const next = nextForWait(wait, nowMs);
  const left = Math.max(0, wait.untilMs - nowMs);
  if (next === 'expire') return 0;
  if (next === 'look') return Math.min(LOOK_MS, left);
  return wait.state === 'waiting' && wait.notBeforeMs !== null ? Math.min(left, Math.max(0, wait.notBeforeMs - nowMs)) : left;
};

/** Milliseconds until the next look at a place in which these waits are open: often while one may start, and right at the time that one is set for. */
export const untilNextLook = (waits: readonly WaitTimes[], nowMs: number): number =>
  Math.min(REST_MS, ...waits.map((wait) => dueInMs(wait, nowMs)));

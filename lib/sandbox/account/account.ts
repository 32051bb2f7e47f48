import type { Conditions } from '../conditions';
import { emptyRegion } from './regions';
import { settle } from './settle';
import type { AccountState, Millis, RegionState } from './types';

/** How long things take, in milliseconds of the simulated clock. */
export interface Timings {
  /** From StartRestoreJob until AWS Backup has looked at the metadata. */
  readonly validationMs: number;
  /** From then until a good restore has its instance. */
  readonly runMs: number;
  /** How long a terminated instance still holds its addresses (F29). */
  readonly shuttingDownMs: number;
}

const AT_SPEED_1: Timings = { validationMs: 3_000, runMs: 20_000, shuttingDownMs: 8_000 };

/** Timings that a demonstration can be watched with, divided by `speed`. */
export const timingsAt = (speed: number): Timings => ({
  validationMs: AT_SPEED_1.validationMs / speed,
  runMs: AT_SPEED_1.runMs / speed,
  shuttingDownMs: AT_SPEED_1.shuttingDownMs / speed,
});

/** The simulated account: its state, and what happens to it as its clock goes on. */
export interface Account {
  readonly state: () => AccountState;
  readonly now: () => Millis;
  readonly timings: Timings;
  /** What the running account was told about the way it answers. */
  readonly conditions: Conditions;
  /** The region's state; one that nobody used yet is empty. */
  readonly region: (name: string) => RegionState;
  /** Lets everything happen that is due by now. */
  readonly settle: () => void;
  readonly advance: (ms: number) => void;
  /** Stops the clock but for `advance`, or lets it go on: what passed meanwhile then passes at once. For this process only. */
  readonly hold: (held: boolean) => void;
  /** Begins anew from the seed, at the real time and under the conditions of the start. */
  readonly reset: () => void;
  /** A fresh number, steady across restarts: ids are made from it. */
  readonly nextNumber: () => number;
  /** Says that the state changed; it is written to disk a little later. */
  readonly changed: () => void;
  /** Says that the state changed and waits until it is written, for what must not be lost once it is acknowledged. */
  readonly saved: () => Promise<void>;
  /** Waits until everything is written that somebody waits for with `saved`: nothing may be told that a kill could still undo. */
  readonly durable: () => Promise<void>;
}

export interface AccountOptions {
  readonly state: AccountState;
  readonly seed: (now: Millis) => AccountState;
  readonly timings: Timings;
  readonly conditions: Conditions;
  readonly clock: () => Millis;
  readonly onChange: () => void;
  readonly save: () => Promise<void>;
}

/** Brings an account to life. The clock is the real one plus what it was advanced by. */
export const createAccount = ({ state: initial, seed, timings, conditions, clock, onChange, save }: AccountOptions): Account => {
  let state = initial;
  let saving: Promise<void> = Promise.resolve();
  let heldAt: Millis | null = null;
  const now = (): Millis => (heldAt ?? clock()) + state.clockOffsetMs;
  return {
    state: () => state,
    now,
    timings,
    conditions,
    region: (name) => {
      const known = Object.hasOwn(state.regions, name) ? state.regions[name] : undefined;
      if (known !== undefined) return known;
      const made = emptyRegion(name);
      state.regions[name] = made;
      return made;
    },
    settle: () => {
      if (settle(state, now())) onChange();
    },
    advance: (ms) => {
      state.clockOffsetMs += ms;
      onChange();
    },
    hold: (held) => {
      heldAt = held ? (heldAt ?? clock()) : null;
    },
    reset: () => {
      heldAt = null;
      state = seed(clock());
      conditions.reset();
      onChange();
    },
    nextNumber: () => {
      state.nextId += 1;
      return state.nextId;
    },
    changed: onChange,
    saved: () => {
      const mine = save();
      // Whoever asked for it hears of its failure; the others only wait.
      saving = mine.catch(() => undefined);
      return mine;
    },
    durable: () => saving,
  };
};

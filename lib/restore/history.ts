import type { Command } from './command';
import type { RestorePlan, Versioned } from './plan';

/** One gesture of a person: the commands it dispatched, undone together. `label` is a message key below `steps.`. */
export interface Step {
  readonly label: string;
  readonly commands: readonly Command[];
}

/**
 * What a draft stores: where it began and every gesture since. `cursor` counts the steps in force; the rest can be redone.
 * The plan is derived (`planAt`), never stored beside it.
 */
export interface PlanHistory extends Versioned {
  readonly base: RestorePlan;
  readonly steps: readonly Step[];
  readonly cursor: number;
}

import type { Ipv4 } from '@/lib/net/ipv4';
import type { WayKind } from '../ways/way';

/** The ways that can be gone step by step, watched. What only waits or asks has no steps of its own. */
export const WAY_RUN_KINDS = [
  'attach-left-behind',
  'move-secondary-before',
  'move-secondary-after',
  'move-interface',
  'keep-interface',
  'beside-then-swap',
  'terminate-first',
] as const satisfies readonly WayKind[];
export type WayRunKind = (typeof WAY_RUN_KINDS)[number];

/**
 * Those; what takes away what a restore made that was not wanted: its subject is then the instance that the restore made; and what keeps AWS from giving a free address
 * of a plan to anybody automatically (a subnet CIDR reservation) until its restore has it.
 */
export const RUN_KINDS = [...WAY_RUN_KINDS, 'clean-up', 'hold-address'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** `guided`: people carry the steps out and Rehome watches. `take-over`: Rehome carries them out itself. */
export const RUN_MODES = ['guided', 'take-over'] as const;
export type RunMode = (typeof RUN_MODES)[number];

export const RUN_STEPS = [
  /** The plan is changed as the way needs it. */
  'edit-plan',
  /** A start that waits is set up, so that nothing is broken before all that a start asks is answered. */
  'set-up-start',
  'unprotect',
  'keep-with-instance-gone',
  'detach-interface',
  'unassign',
  'terminate',
  /** What the restore made and what does not go with its instance. */
  'delete-left',
  'wait-for-interface',
  'wait-for-free',
  'start',
  'restore-and-verify',
  'assign-to-restored',
  /** The restored instance has the address, and nobody else answers for it. */
  'verify',
  'reserve',
  /** The reservation stays until the plan's restore is over. */
  'hold',
  'release',
] as const;
export type RunStepCode = (typeof RUN_STEPS)[number];

export const STEP_STATES = ['waiting', 'doing', 'done', 'undone', 'failed'] as const;
export type StepState = (typeof STEP_STATES)[number];

/** Why a step can never be done as it was meant. */
export const RUN_FAILURES = [
  'interface-gone',
  'interface-stayed',
  'changed-hands',
  'address-taken',
  'restore-failed',
  'not-at-address',
  /** It was to be taken back, and the original's end had begun by then. */
  'original-ended',
  'reserved-by-other',
  'reservation-gone',
] as const;
export type RunFailure = (typeof RUN_FAILURES)[number];

export interface RunStep {
  readonly code: RunStepCode;
  readonly state: StepState;
  readonly failure: RunFailure | null;
}

/** Something that a restore made beside its instance. */
export interface Leftover {
  readonly kind: 'volume' | 'interface';
  readonly id: string;
}

/** What a way is about: fixed when it is begun, and never taken from anywhere else afterwards. */
export interface RunSubject {
  readonly address: Ipv4;
  readonly subnetId: string;
  /** The instance that was backed up, or (clean-up) that the restore made; `null` where a left-behind interface is all that there is of it. */
  readonly originalId: string | null;
  readonly interfaceId: string;
  readonly attachmentId: string | null;
  readonly deviceIndex: number | null;
  /** The device index of the restored instance's interface that is to have the address. */
  readonly targetIndex: number;
  /** Whether the interface was to go with its instance when the way was begun. */
  readonly deletedOnTermination: boolean;
  /** Of a held address: the description by which its reservation is known as its own. Its `interfaceId` is then `SUBNET/ADDRESS`. */
  readonly mark?: string;
  /** Of a clean-up: what the restore made that does not go with the instance. */
  readonly left?: readonly Leftover[];
}

export const RUN_STATES = ['open', 'undoing', 'done', 'undone', 'failed', 'stopped'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** In which it is still watched. */
export const OPEN_RUN_STATES = ['open', 'undoing'] as const satisfies readonly RunState[];

/** A way that is gone. */
export interface WayRun {
  readonly kind: RunKind;
  readonly mode: RunMode;
  readonly state: RunState;
  readonly subject: RunSubject;
  /** Whether somebody typed the machine's name. */
  readonly confirmed: boolean;
  readonly steps: readonly RunStep[];
}

const ENDS: readonly RunStepCode[] = ['start', 'verify'];

const middleOf = (kind: RunKind, protectedFromEnd: boolean, leaves: boolean): readonly RunStepCode[] => {
  const end: readonly RunStepCode[] = protectedFromEnd ? ['unprotect', 'terminate'] : ['terminate'];
  switch (kind) {
    case 'attach-left-behind':
      return ['edit-plan', 'set-up-start', ...ENDS];
    case 'move-secondary-before':
      return ['set-up-start', 'unassign', ...ENDS];
    case 'move-interface':
      return ['edit-plan', 'set-up-start', 'detach-interface', ...ENDS];
    case 'keep-interface':
      return ['edit-plan', 'set-up-start', 'keep-with-instance-gone', ...end, 'wait-for-interface', ...ENDS];
    case 'terminate-first':
      return ['set-up-start', ...end, 'wait-for-free', ...ENDS];
    case 'clean-up':
      return [...end, ...(leaves ? (['delete-left'] as const) : [])];
    case 'hold-address':
      return ['reserve', 'hold', 'release'];
    case 'move-secondary-after':
      return ['edit-plan', 'restore-and-verify', 'assign-to-restored', 'verify'];
    case 'beside-then-swap':
      return ['edit-plan', 'restore-and-verify', ...end, 'wait-for-free', 'assign-to-restored', 'verify'];
  }
};

/**
 * The steps of a way in their order. The plan is changed and its start set up before anything else, so that what breaks something comes after all that can be refused.
 * @param protectedFromEnd whether the original has termination protection
 * @param leaves whether the restore made something that does not go with its instance
 */
export const stepsOf = (kind: RunKind, protectedFromEnd: boolean, leaves = false): readonly RunStep[] =>
  middleOf(kind, protectedFromEnd, leaves).map((code) => ({ code, state: 'waiting', failure: null }));

/** Steps that change something in AWS which stays until it is taken back. */
const LEAVING: readonly RunStepCode[] = [
  'unprotect',
  'keep-with-instance-gone',
  'detach-interface',
  'unassign',
  'assign-to-restored',
  'reserve',
];

/** Failures that say that nothing of a way's own is there. */
const NOTHING_LEFT: readonly (RunFailure | null)[] = ['reserved-by-other', 'reservation-gone'];

/** Whether something that a step changed in AWS may still be as the step left it. */
export const leaves = ({ steps }: Pick<WayRun, 'steps'>): boolean =>
  steps.some(({ code, state }) => LEAVING.includes(code) && state !== 'waiting' && state !== 'undone') &&
  steps.every(({ failure }) => !NOTHING_LEFT.includes(failure));

/** Whether a way of this kind ends the original. */
export const destroys = ({ steps }: Pick<WayRun, 'steps'>): boolean => steps.some(({ code }) => code === 'terminate');

/** The step that is next, or under way; `null` where all are done. */
export const currentStep = ({ steps }: Pick<WayRun, 'steps'>): RunStep | null => steps.find(({ state }) => state !== 'done') ?? null;

import type { Tone } from '@/components/ui/badge';
import type { IconName } from '@/components/ui/icon';

/** What can be said about restoring a point from its status alone: it can be, AWS may refuse, or it cannot be. */
type Restorable = 'yes' | 'perhaps' | 'no';

/** One row per status of a recovery point (facts 1.8): how it looks and what it means for a restore. */
interface StatusRow {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly restorable: Restorable;
}

const STATUSES = {
  COMPLETED: { tone: 'ok', icon: 'done', restorable: 'yes' },
  AVAILABLE: { tone: 'ok', icon: 'done', restorable: 'yes' },
  /** The backup did not cover everything: AWS may refuse to restore it. */
  PARTIAL: { tone: 'warn', icon: 'warning', restorable: 'perhaps' },
  /** Its lifecycle should have deleted it and could not; the image may still be launchable (1.8). */
  EXPIRED: { tone: 'warn', icon: 'warning', restorable: 'perhaps' },
  /** A continuous backup that was stopped. */
  STOPPED: { tone: 'warn', icon: 'warning', restorable: 'perhaps' },
  CREATING: { tone: 'info', icon: 'refresh', restorable: 'no' },
  DELETING: { tone: 'neutral', icon: 'close', restorable: 'no' },
} as const satisfies Record<string, StatusRow>;

type KnownStatus = keyof typeof STATUSES;

/** Whether the table has a row for the status; AWS may add others. */
export const isKnownStatus = (status: string): status is KnownStatus => Object.hasOwn(STATUSES, status);

/** The row of a status. One that AWS may add later is shown by its name, and may or may not be restorable. */
export const pointStatusRow = (status: string): StatusRow =>
  isKnownStatus(status) ? STATUSES[status] : { tone: 'neutral', icon: 'unknown', restorable: 'perhaps' };

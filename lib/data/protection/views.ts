import type { AwsProblem } from '@/lib/aws-problem';
import type { Freshness } from '../inventory/views';

/** An instance that exists and has no recent recovery point. */
export interface MachineAtRisk {
  readonly arn: string;
  readonly id: string;
  readonly name: string | null;
  /** EC2's state: `running`, `stopped`, … */
  readonly state: string;
  /** ISO 8601; `null`: it has no recovery point at all. */
  readonly newestAt: string | null;
}

/** A resource that loses its last recovery point soon. */
export interface EndingView {
  readonly arn: string;
  readonly id: string;
  readonly name: string | null;
  readonly type: string;
  readonly point: { readonly arn: string; readonly vault: string };
  /** When AWS Backup deletes that point, ISO 8601. */
  readonly deleteAt: string;
}

/** How well the instances of a place are protected. */
export interface MachineProtection {
  /** Instances that exist, without those of Auto Scaling groups. */
  readonly total: number;
  /** Of those, with a recovery point of the last `recentHours`. */
  readonly recent: number;
  /** Of those, without any recovery point. */
  readonly never: number;
  /** Those without a recent one, the worst first; the first few. */
  readonly atRisk: readonly MachineAtRisk[];
}

/** What is protected in a place and what is at risk, from the inventory. */
export interface ProtectionView {
  /** `null`: not known, because the instances or the recovery points were not read to their end yet; `problem` says what is in the way. */
  readonly machines: MachineProtection | null;
  /** Resources whose last point is deleted within `soonDays`; `null`: not known, because the recovery points were not read yet. */
  readonly ending: { readonly count: number; readonly resources: readonly EndingView[] } | null;
  readonly recentHours: number;
  readonly soonDays: number;
  /** What keeps the instances or points from being read. */
  readonly problem: AwsProblem | null;
  /** Of the recovery points. */
  readonly freshness: Freshness;
}

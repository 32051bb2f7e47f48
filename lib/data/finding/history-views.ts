import type { AwsProblem } from '@/lib/aws-problem';
import type { AddressRole, Layout } from '@/lib/finding/layout';
import type { LayoutChange } from '@/lib/finding/layout-runs';
import type { FoundPoint, HolderView, IndexState } from './views';

/** What proves that somebody had an address at an instant (ISO 8601): a recovery point, or the interfaces as AWS told them. */
export type Evidence =
  | {
      readonly kind: 'point';
      readonly at: string;
      readonly arn: string;
      readonly vault: string;
      readonly id: string;
      /** AWS still has the point. */
      readonly there: boolean;
    }
  | { readonly kind: 'live'; readonly at: string };

/** A stretch in which somebody had an address, with what proves its beginning and its end. */
export interface HeldInterval {
  readonly holder: string;
  readonly name: string | null;
  /** The last part of the resource's ARN, or the interface's id. */
  readonly id: string;
  /** `null`: it is no backed-up resource, and has no page. */
  readonly resourceArn: string | null;
  readonly deleted: boolean | null;
  readonly role: AddressRole;
  readonly subnetId: string | null;
  readonly first: Evidence;
  readonly last: Evidence;
  /** How many observations say so, the first and the last among them. */
  readonly observations: number;
  /** Points in between that could not be read, or were not yet. */
  readonly unknown: number;
  /** The newest point in it that there is, to restore from. */
  readonly restore: FoundPoint | null;
}

/** Somebody who wants an address: by a plan that was not started, or by a restore under way. */
export interface AddressPlan {
  readonly kind: 'plan' | 'wait' | 'restore';
  /** Id of the draft (of a start that waits, its draft's) or the restore. */
  readonly id: string;
  /** Who, by opaque id; `null`: a restore that was started elsewhere. */
  readonly by: string | null;
  readonly since: string;
  readonly resourceName: string | null;
}

export interface AddressHistory {
  readonly address: string;
  readonly holders: readonly HolderView[];
  readonly liveAsOf: string | null;
  readonly liveProblem: AwsProblem | null;
  /** The newest first. */
  readonly intervals: readonly HeldInterval[];
  /** Stretches between them of which nothing is known. */
  readonly gaps: readonly { readonly from: string; readonly to: string }[];
  readonly plans: readonly AddressPlan[];
  readonly index: IndexState;
}

/** A stretch in which a resource had the same interfaces and addresses. */
export interface LayoutStretch {
  readonly layout: Layout;
  readonly first: Evidence;
  readonly last: Evidence;
  readonly looks: number;
  readonly unknown: number;
  /** What changed since the stretch before. */
  readonly changes: readonly LayoutChange[];
  readonly restore: FoundPoint | null;
}

export interface ResourceTimeline {
  /** The newest first. */
  readonly stretches: readonly LayoutStretch[];
  /** Points whose interfaces are not known: not read yet, or not readable. */
  readonly unread: number;
  readonly liveAsOf: string | null;
  readonly liveProblem: AwsProblem | null;
  readonly index: IndexState;
}

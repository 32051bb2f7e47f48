import type { AwsProblem } from '@/lib/aws-problem';
import type { AddressRole } from '@/lib/finding/layout';
import type { ReadingProgress } from '@/lib/finding/reading';
import type { Term } from '@/lib/finding/term';
import type { HolderKind } from '@/lib/restore/holder';

/** Who has an address now. */
export interface HolderView {
  readonly address: string;
  readonly role: AddressRole;
  readonly kind: HolderKind;
  readonly interfaceId: string;
  readonly subnetId: string;
  readonly description: string;
  readonly instanceId: string | null;
  readonly instanceName: string | null;
  /** `running`, `stopped`, …; `null` where it is no instance, or the instances were not read. */
  readonly instanceState: string | null;
  /** ARN of the instance among the backed-up resources; `null` where it has no points. */
  readonly resourceArn: string | null;
}

/** An address that was found on points of a resource. Instants are ISO 8601. */
export interface AddressMatch {
  readonly address: string;
  readonly role: AddressRole;
  readonly points: number;
  readonly firstAt: string;
  readonly lastAt: string;
}

/** The point that one would restore from. */
export interface FoundPoint {
  readonly arn: string;
  readonly vault: string;
  readonly id: string;
  readonly status: string;
  readonly createdAt: string;
}

/** A resource with points that were found, and why. */
export interface FoundResource {
  readonly arn: string;
  readonly id: string;
  readonly name: string | null;
  readonly type: string;
  readonly deleted: boolean | null;
  /** How many of its points meet the text. */
  readonly points: number;
  /** The newest of them. */
  readonly newest: FoundPoint;
  /** Of an address or block that was searched for, the addresses that were found, the most recent first. */
  readonly addresses: readonly AddressMatch[];
}

/** How far the reading behind the list is; `off`: a setting keeps it from being done. `null`: nobody has begun. */
export type IndexState = (ReadingProgress & { readonly off: boolean }) | null;

export interface FindView {
  /** How the text was understood, part by part. */
  readonly understood: readonly Term[];
  /** Who has the addresses now that were searched for, at most `FOUND_HOLDERS` of them. */
  readonly holders: readonly HolderView[];
  readonly moreHolders: boolean;
  /** When the interfaces were last read; `null`: never yet. */
  readonly liveAsOf: string | null;
  /** Why they could not be read, where that is so. */
  readonly liveProblem: AwsProblem | null;
  /** The resources of the points that were found, those with the newest points first, at most `FOUND_RESOURCES`. */
  readonly resources: readonly FoundResource[];
  readonly totalResources: number;
  readonly totalPoints: number;
  readonly index: { readonly addresses: IndexState; readonly tags: IndexState };
}

export const FOUND_HOLDERS = 12;
export const FOUND_RESOURCES = 12;

import type { AwsProblem } from '@/lib/aws-problem';
import type { HolderKind } from '@/lib/restore/holder';
import type { ParseProblem } from '@/lib/restore/parse';
import type { Result } from '@/lib/result';

/** Rows of one page of a list. */
export const PAGE_ROWS = 100;

/** How old the rows are, and why they are no newer. Instants are ISO 8601. */
export interface Freshness {
  /** When the last complete sweep began to read; `null`: never swept yet. With several subjects, the oldest. */
  readonly asOf: string | null;
  readonly refreshing: boolean;
  /** Items that the sweep under way has read. */
  readonly read: number;
  /** What ended the last sweep; what was known before it stays. */
  readonly problem: AwsProblem | null;
}

export interface VaultView {
  readonly name: string;
  readonly arn: string;
  /** BACKUP_VAULT, LOGICALLY_AIR_GAPPED_BACKUP_VAULT, RESTORE_ACCESS_BACKUP_VAULT */
  readonly type: string;
  /** As AWS counts them. */
  readonly points: number;
  readonly locked: boolean;
  readonly minRetentionDays: number | null;
  readonly maxRetentionDays: number | null;
  readonly encryptionKeyArn: string | null;
  readonly createdAt: string | null;
}

export interface VaultList {
  readonly vaults: readonly VaultView[];
  readonly freshness: Freshness;
}

export interface VaultDetail {
  readonly vault: VaultView;
  /** Of the vault's recovery points. */
  readonly freshness: Freshness;
}

/** The addresses of a backed-up instance, the primary of its first interface first. `unread`: not read yet; `unreadable`: AWS did not give them, or not in a form that can be read. */
export type PointAddresses = readonly string[] | 'unread' | 'unreadable';

export interface PointView {
  readonly vault: string;
  readonly arn: string;
  /** The last part of the ARN: `ami-0ab…`, a snapshot's or a recovery point's id. */
  readonly id: string;
  readonly resourceArn: string;
  /** The last part of the ARN: `i-0ab…`. */
  readonly resourceId: string;
  readonly resourceName: string | null;
  /** EC2, EBS, RDS, … */
  readonly resourceType: string;
  /** COMPLETED, PARTIAL, DELETING, EXPIRED, AVAILABLE, STOPPED, CREATING */
  readonly status: string;
  readonly createdAt: string;
  readonly completedAt: string | null;
  readonly sizeBytes: number | null;
  readonly encrypted: boolean | null;
  readonly deleteAt: string | null;
  readonly parentArn: string | null;
  /** Whether the backed-up resource itself is gone; `null` where that cannot be known (not an EC2 instance of this place, or the instances were never read). */
  readonly resourceDeleted: boolean | null;
  /** `null`: it is no point of an EC2 instance. */
  readonly addresses: PointAddresses | null;
  /** When it is moved to cold storage, ISO 8601. */
  readonly moveToColdAt: string | null;
  /** What AWS's malware scans found in all; `null`: none was made, or AWS does not say. */
  readonly scan: 'clean' | 'malware' | 'failed' | null;
  readonly scannedAt: string | null;
}

/** A point in which a malware scan found nothing: what a restore of it needs. */
export type CleanPoint = Pick<PointView, 'arn' | 'vault' | 'resourceType' | 'status' | 'createdAt'>;

/** All given conditions hold; a list is met by any of its members. */
export interface PointFilter {
  /** A search text: addresses, ids, tags, times and words (lib/finding), each of which must be met. */
  readonly text?: string | undefined;
  /** The zone in which days of the text are meant. */
  readonly timeZone?: string | undefined;
  readonly types?: readonly string[] | undefined;
  readonly statuses?: readonly string[] | undefined;
  /** ISO 8601, inclusive. */
  readonly createdFrom?: string | undefined;
  /** ISO 8601, exclusive. */
  readonly createdBefore?: string | undefined;
  /** The one vault that a page is about. */
  readonly vault?: string | undefined;
  /** Vaults chosen among all. */
  readonly vaults?: readonly string[] | undefined;
  readonly resourceArn?: string | undefined;
  /** ARN of the key that a point is encrypted with. */
  readonly encryptedWith?: string | undefined;
  /** Only points of instances that are gone, or only of those that exist. */
  readonly deleted?: boolean | undefined;
  /** Of each resource only the newest point that meets all other conditions. */
  readonly newest?: boolean | undefined;
}

export type PointOrder = 'created' | 'name' | 'size' | 'status';
export type Direction = 'asc' | 'desc';

/** Which rows of a filtered, sorted list: `offset` counts from 0; a page has at most `PAGE_ROWS`. */
export interface PointQuery {
  readonly filter: PointFilter;
  readonly order: PointOrder;
  readonly direction: Direction;
  readonly offset: number;
}

/** A value that occurs and how often, for a filter's choices. */
export interface Facet {
  readonly value: string;
  readonly count: number;
}

/** What a filter's choices would find: each list is counted under every other condition, but not under its own. Empty on later pages. */
export interface PointFacets {
  readonly types: readonly Facet[];
  readonly statuses: readonly Facet[];
  readonly vaults: readonly Facet[];
}

export interface PointPage extends PointFacets {
  readonly points: readonly PointView[];
  /** Points on all pages. */
  readonly total: number;
  /** `null`: this was the last page. */
  readonly nextOffset: number | null;
  readonly freshness: Freshness;
}

/** The points of one resource that meet a filter, as one foldable row. */
export interface PointGroup {
  readonly resourceArn: string;
  readonly resourceId: string;
  readonly resourceName: string | null;
  readonly resourceType: string;
  readonly resourceDeleted: boolean | null;
  readonly points: number;
  readonly newestAt: string;
  readonly oldestAt: string;
}

export interface PointGroupPage extends PointFacets {
  readonly groups: readonly PointGroup[];
  /** Points in all groups. */
  readonly total: number;
  /** Groups on all pages. */
  readonly totalGroups: number;
  readonly nextOffset: number | null;
  readonly freshness: Freshness;
}

/** An instance as AWS last showed it: what it is, and the addresses that it has now. */
export interface LiveView {
  readonly state: string;
  readonly addresses: readonly string[];
  readonly subnetIds: readonly string[];
  /** Its availability zone and type; `null` where that was not read yet. */
  readonly zone: string | null;
  readonly type: string | null;
}

/** A backed-up resource and its points. */
export interface ResourceView {
  readonly arn: string;
  readonly id: string;
  readonly name: string | null;
  readonly type: string;
  readonly points: number;
  readonly newestAt: string | null;
  readonly oldestAt: string | null;
  /** The newest point and its vault; `null` where no point is left. */
  readonly newest: { readonly arn: string; readonly vault: string } | null;
  /** Whether the resource itself is gone; `null` where that cannot be known (not an EC2 instance, or no permission to look). */
  readonly deleted: boolean | null;
  /** Whether AWS Backup counts it among the protected resources. */
  readonly protected: boolean;
  /** The instance as it is now, where it is one of this place and exists. */
  readonly live: LiveView | null;
  /** The addresses in its newest point; `null`: it is no EC2 instance, or has none. */
  readonly backedUp: PointAddresses | null;
  /** Of the addresses in its newest point, the first that something else has today; `null`: none, as far as is known. */
  readonly heldElsewhere: { readonly address: string; readonly kind: HolderKind; readonly instance: string | null } | null;
}

export interface ResourceFilter {
  /** A search text, as that of points. */
  readonly text?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly types?: readonly string[] | undefined;
  readonly vault?: string | undefined;
  /** Only resources that are gone, or only those that are there. */
  readonly deleted?: boolean | undefined;
}

export type ResourceOrder = 'newest' | 'oldest' | 'name' | 'points';

export interface ResourceQuery {
  readonly filter: ResourceFilter;
  readonly order: ResourceOrder;
  readonly direction: Direction;
  readonly offset: number;
}

export interface ResourcePage {
  readonly resources: readonly ResourceView[];
  readonly total: number;
  readonly nextOffset: number | null;
  /** Counted under every condition but the types themselves. */
  readonly types: readonly Facet[];
  readonly freshness: Freshness;
}

/** The recovery points that a resource got on one day. */
export interface PointDay {
  /** `2026-11-24`, in the zone that was asked for. */
  readonly day: string;
  readonly points: number;
  /** How many of them can be restored by their status, or perhaps can. */
  readonly restorable: number;
}

/** The days on which a resource got recovery points, the newest first. `more`: there are older ones still. */
export interface PointDays {
  readonly days: readonly PointDay[];
  readonly more: boolean;
  readonly freshness: Freshness;
}

/** One resource with its newest point, whatever vault holds it; `null` where no point is left. */
export interface ResourceDetail {
  readonly resource: ResourceView;
  readonly newest: PointView | null;
}

/** What DescribeRecoveryPoint tells beyond the list. */
export interface PointExtra {
  readonly statusMessage: string | null;
  /** WARM, COLD or DELETED. */
  readonly storageClass: string | null;
  readonly encryptionKeyArn: string | null;
  readonly createdByRoleArn: string | null;
  readonly backupPlanArn: string | null;
  readonly sourceVaultArn: string | null;
  readonly tags: Result<Readonly<Record<string, string>>, AwsProblem>;
}

/** A recovery point with what only AWS can tell; each such part is its own success or failure, so that one missing permission hides no more than it must (F26). */
export interface PointDetail {
  readonly point: PointView;
  /** Every vault that holds the point. */
  readonly vaults: readonly string[];
  /** Of the vault that the detail was read from; `null` where the inventory does not know it. */
  readonly vaultArn: string | null;
  readonly extra: Result<PointExtra, AwsProblem>;
  /** AWS's map exactly as it came. Restore metadata is sensitive: shown, never logged. */
  readonly metadata: Result<Readonly<Record<string, string>>, AwsProblem>;
  /** Why the metadata of an EC2 point cannot become a restore plan; `null` where it can, or where there is none to judge. */
  readonly unreadable: ParseProblem | null;
  /** The instance as it is now, where it is one of this place and exists. */
  readonly live: LiveView | null;
  readonly freshness: Freshness;
}

/** One thing that is swept: `vaults`, `resources`, `points:VAULT`. */
export interface SweepView extends Freshness {
  readonly subject: string;
}

export interface InventoryStatus {
  readonly sweeps: readonly SweepView[];
  readonly refreshing: boolean;
}

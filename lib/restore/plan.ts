import type { Cidr } from '@/lib/net/cidr';
import type { Ipv4 } from '@/lib/net/ipv4';
import type { Ipv6 } from '@/lib/net/ipv6';
import type { FailedBefore } from './failed-before';
import type { Arn, NetworkInterfaceId, SecurityGroupId, SubnetId } from './ids';

/** AWS restore metadata as it travels: a flat string map, JSON inside strings (facts 1.1). */
export type RestoreMetadata = Readonly<Record<string, string>>;

/** Where a plan comes from. Never edited. */
export interface PlanSource {
  readonly account: string;
  readonly region: string;
  readonly vault: string;
  readonly recoveryPointArn: Arn;
  /** The instance that was backed up, `null` where AWS did not say (a pasted file). */
  readonly resourceArn: Arn | null;
  readonly resourceName: string | null;
  /** ISO 8601 instant of the backup. */
  readonly createdAt: string | null;
  /** `GetRecoveryPointRestoreMetadata`'s map exactly as it came, key order and spelling included. */
  readonly template: RestoreMetadata;
  /** Where it is tried again after a failure. */
  readonly failed?: FailedBefore;
}

/** One primary private IPv4: AWS picks it, or it is this one. */
export type PrimaryIp = { readonly kind: 'automatic' } | { readonly kind: 'fixed'; readonly address: Ipv4 };

/** A list that is given or a number that AWS picks, never both (V7, V23, V25). No entries: `fixed` and empty. */
export type Assigned<T> =
  | { readonly kind: 'fixed'; readonly values: readonly T[] }
  | { readonly kind: 'automatic'; readonly count: number };

interface NicCommon {
  /** Identity inside this plan ("n0"); survives reordering, never sent. */
  readonly key: string;
  readonly deviceIndex: number;
  readonly networkCardIndex: number | null;
  /** Index of the template's interface this one came from; `null` for one that was added here. Its member order and spelling are kept. */
  readonly origin: number | null;
  /** Members that a plan has no word for, known or not, carried unchanged. */
  readonly extra: Readonly<Record<string, unknown>>;
}

/** An interface that the restore creates. */
export interface NewNic extends NicCommon {
  readonly kind: 'new';
  readonly subnetId: SubnetId | null;
  readonly groups: readonly SecurityGroupId[];
  readonly primary: PrimaryIp;
  readonly secondaries: Assigned<Ipv4>;
  readonly ipv6: Assigned<Ipv6>;
  readonly ipv4Prefixes: Assigned<Cidr>;
  readonly ipv6Prefixes: Assigned<string>;
  readonly primaryIpv6: boolean;
  /** Off unless asked (V21, V22). */
  readonly publicIp: boolean;
  readonly deleteOnTermination: boolean;
  readonly description: string;
  readonly interfaceType: string;
}

/** An existing interface attached as it is (facts 4.1 way 2): it brings its own subnet, groups and addresses (V4). */
export interface ExistingNic extends NicCommon {
  readonly kind: 'existing';
  readonly networkInterfaceId: NetworkInterfaceId;
}

export type Nic = NewNic | ExistingNic;

/** What AWS lets one change besides the interfaces. `null`: the key is not sent. */
export interface InstanceSettings {
  readonly instanceType: string;
  /** AWS Backup permits the backed-up profile or none (facts 1.4, F2). */
  readonly instanceProfile: 'backed-up' | 'none';
  /** The original key pair or none (facts 1.2). */
  readonly keyPair: 'backed-up' | 'none';
  /** `keep` follows the rule of 1.3; `drop` never sends CpuOptions. */
  readonly cpuOptions: 'keep' | 'drop';
  /** base64 user data to supply; backups hold none. */
  readonly userData: string | null;
  /** Any other metadata key edited as text: `null` removes it, absent leaves it as backed up. */
  readonly overrides: Readonly<Record<string, string | null>>;
}

/** The form of today's plans, commands and histories. What was stored in an earlier one is brought to it when it is read (`upgrade.ts`). */
export const PLAN_VERSION = 2;

/** What stored JSON says of itself: the kind of resource that is restored, and the form it is written in. */
export interface Versioned {
  readonly kind: 'ec2';
  readonly version: typeof PLAN_VERSION;
}

/**
 * A restore as plain data: JSON in the draft table, in the browser and in the history.
 * The article's five cases are five values of `primary` and `secondaries`.
 */
export interface RestorePlan extends Versioned {
  readonly source: PlanSource;
  readonly settings: InstanceSettings;
  readonly nics: readonly Nic[];
  /** Role that AWS Backup assumes for the restore. */
  readonly restoreRoleArn: Arn | null;
  /** CopySourceTagsToRestoredResource (facts 1.6); on by default, as in AWS's console. */
  readonly copyTags: boolean;
}

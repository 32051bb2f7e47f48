import type { Cidr } from '@/lib/net/cidr';
import type { Ipv4 } from '@/lib/net/ipv4';
import type { HiddenAddresses } from './hidden-addresses';

/** Why something could not be learnt. `denied` names the IAM action that is missing. */
export type UnknownReason =
  | { readonly code: 'denied'; readonly action: string }
  | { readonly code: 'not-given' }
  /** Read too long ago to rely on. */
  | { readonly code: 'old' }
  /** Asked for to act on it, and not answered in the time that there was. */
  | { readonly code: 'late' }
  /** Everything was answered, and it does not decide the question; `why` is a message key below `checks.whys.` */
  | {
      readonly code: 'undecided';
      readonly why:
        | 'key-policy'
        | 'key-policy-alone'
        | 'key-not-named'
        | 'policy-conditions'
        | 'changing'
        | 'original-in-other-account'
        | 'original-elsewhere';
    }
  | { readonly code: 'unreachable' | 'throttled' | 'expired-credentials' | 'failed'; readonly detail: string };

/** An answer with its source and instant, or an honest "unknown". `asOf` is ISO 8601; `source` names the call (`ec2:DescribeSubnets`). */
export type Known<T> =
  | { readonly state: 'known'; readonly value: T; readonly asOf: string; readonly source: string }
  | { readonly state: 'unknown'; readonly reason: UnknownReason; readonly asOf: string; readonly source: string };

export interface SubnetFact {
  readonly id: string;
  readonly name: string | null;
  readonly vpcId: string;
  readonly cidr: Cidr;
  readonly ipv6Cidrs: readonly string[];
  readonly ipv6Native: boolean;
  readonly availabilityZone: string;
  readonly availabilityZoneId: string | null;
  readonly availableAddressCount: number;
  readonly ownerId: string;
  readonly mapPublicIpOnLaunch: boolean;
}

/** How an interface is attached, to an instance or to a service. */
export interface AttachmentFact {
  readonly id: string;
  /** ISO 8601; `null` where AWS does not say. */
  readonly attachedAt: string | null;
  readonly deleteOnTermination: boolean;
}

/** One network interface as DescribeNetworkInterfaces shows it, reduced to what holds addresses and who holds them. */
export interface InterfaceFact {
  readonly id: string;
  readonly subnetId: string;
  readonly status: string;
  readonly type: string;
  readonly description: string;
  readonly requesterManaged: boolean;
  /** The account that it belongs to; `null` where AWS does not say. */
  readonly ownerId: string | null;
  /** The service that manages it (`eks.amazonaws.com`), of which the account may be shown nothing unless asked; `null`: none does. */
  readonly managedBy: string | null;
  readonly instanceId: string | null;
  readonly deviceIndex: number | null;
  /** `null`: it is detached, or AWS does not say how it is attached. */
  readonly attachment: AttachmentFact | null;
  readonly macAddress: string | null;
  /** Primary first. */
  readonly addresses: readonly Ipv4[];
  readonly ipv4Prefixes: readonly Cidr[];
  readonly ipv6Addresses: readonly string[];
  readonly ipv6Prefixes: readonly string[];
}

export interface CidrReservation {
  readonly id: string;
  readonly cidr: string;
  readonly type: 'prefix' | 'explicit';
  readonly description: string | null;
}

export interface InstanceFact {
  readonly id: string;
  readonly name: string | null;
  /** pending, running, stopping, stopped, shutting-down, terminated */
  readonly state: string;
  readonly type: string;
  readonly platform: string | null;
  readonly profileArn: string | null;
  /** When it was last started, ISO 8601; `null` where AWS does not say. */
  readonly launchedAt: string | null;
  /** Those of its tags that tell whose it is (`tellingTags`). */
  readonly tags: Readonly<Record<string, string>>;
}

export interface NetworkCardFact {
  readonly index: number;
  readonly maxInterfaces: number;
  /** How many more it takes where ENA queues are flexible (facts 11.5). */
  readonly moreInterfaces: number;
  /** ENA queues of one interface, and of the card together; `null` where AWS does not say. */
  readonly maxQueuesPerInterface: number | null;
  readonly maxQueues: number | null;
}

export interface InstanceTypeFact {
  readonly type: string;
  readonly maxInterfaces: number;
  readonly ipv4PerInterface: number;
  readonly ipv6PerInterface: number;
  readonly ipv6Supported: boolean;
  readonly networkCards: readonly NetworkCardFact[];
  /** Whether the number of ENA queues of an interface can be chosen. */
  readonly flexibleQueues: boolean;
  readonly efaSupported: boolean;
  readonly maxEfaInterfaces: number;
  /** `nitro`, `xen` or `null` (bare metal). */
  readonly hypervisor: string | null;
  readonly architectures: readonly string[];
  readonly burstable: boolean;
  readonly defaultVcpus: number;
  /** 0 where AWS does not say. */
  readonly memoryMib: number;
  readonly validCores: readonly number[];
  readonly validThreadsPerCore: readonly number[];
  /** What the processor can do besides, such as `amd-sev-snp`. */
  readonly processorFeatures: readonly string[];
  readonly instanceStorage: boolean;
}

export interface SecurityGroupFact {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
}

export interface ImageFact {
  readonly id: string;
  /** available, disabled, deregistered, … */
  readonly state: string;
  readonly architecture: string | null;
  readonly platform: string | null;
  readonly imageAllowed: boolean | null;
  /** What is launched from it must use IMDSv2 unless the launch says otherwise (`ImdsSupport`). */
  readonly requiresImdsv2: boolean;
  /** The keys that AWS names; DescribeImages mostly says that a volume is encrypted and not with which key. */
  readonly encryptedKmsKeyIds: readonly string[];
  /** Whether a volume is encrypted with a key that AWS does not name. */
  readonly unnamedKey: boolean;
  /** The device that the instance boots from (`RootDeviceName`). */
  readonly rootDevice: string | null;
  /** What its snapshots hold, by device. */
  readonly volumes: readonly { readonly device: string; readonly sizeGib: number; readonly encrypted: boolean }[];
}

/** What AWS Backup tells of the recovery point itself. Instants are ISO 8601. */
export interface PointFact {
  /** What malware scans found in all; `null`: none was made, or AWS does not say. */
  readonly scan: 'clean' | 'malware' | 'failed' | null;
  /** When its lifecycle ends; `null`: it has no end. */
  readonly deleteAt: string | null;
}

/** The account's defaults for the instance metadata service (F13). */
export interface MetadataDefaults {
  /** EC2 refuses to launch what would take IMDSv1. */
  readonly enforced: boolean;
  /** IMDSv2 is required of a launch that does not say. */
  readonly tokensRequired: boolean;
}

/** An address that another restore, under way or waiting, has claimed and that AWS may not show yet. */
export interface ClaimFact {
  readonly address: Ipv4;
  readonly subnetId: string;
  /** `null`: it was started elsewhere; AWS does not tell by whom. */
  readonly by: string | null;
  /** How the screen calls whoever `by` is; given where the facts reach it. */
  readonly shown?: { readonly name: string; readonly initials: string };
  /** `null`: a start that waits has claimed it. */
  readonly restoreId: string | null;
  /** The plan whose start waits, or that the restore was started from; not given where it was started elsewhere. */
  readonly draftId?: string;
}

export interface ElasticIpFact {
  readonly publicIp: string;
  /** The instance that has it; `null` where it is on nothing, or on what is no instance. */
  readonly instanceId: string | null;
}

/** Allowed, denied (with why) by what was asked, e.g. SimulatePrincipalPolicy. */
export type Decision = { readonly decision: 'allowed' } | { readonly decision: 'denied'; readonly why: string };

/** Answers about roles and policies; each may be unknown, none is needed for the live checks. */
export interface PermissionFacts {
  /** F11: the restore role exists and trusts backup.amazonaws.com. */
  readonly restoreRoleTrust: Known<Decision>;
  /** F1: the restore role may pass the role inside the backed-up instance profile. */
  readonly passInstanceRole: Known<Decision & { readonly instanceRoleArn?: string }>;
  /** F14: the caller may pass the restore role. */
  readonly passRestoreRole: Known<Decision>;
  /** F25: the restore role may run instances. */
  readonly runInstances: Known<Decision>;
  /** F15: the vault's access policy. */
  readonly vaultPolicy: Known<Decision>;
  /** F7, F8: the keys of the backup's volumes and those that the plan names. Never allowed where there is one: the simulator sees no key policy. */
  readonly kmsKeys: Known<Decision>;
}

/**
 * Everything `check` may look at, fetched by the gateway for one plan.
 * Records are keyed by id; a missing key means "not asked", which checks as unknown.
 */
export interface Facts {
  readonly callerAccount: Known<string>;
  readonly callerArn: Known<string>;
  /** All subnets of the region. */
  readonly subnets: Known<readonly SubnetFact[]>;
  readonly interfaces: Readonly<Record<string, Known<readonly InterfaceFact[]>>>;
  readonly reservations: Readonly<Record<string, Known<readonly CidrReservation[]>>>;
  /** How many addresses of a subnet are held by what AWS does not show; known only where two looks in a row have shown it. */
  readonly hidden: Readonly<Record<string, Known<HiddenAddresses>>>;
  /** Interfaces that the plan attaches by their id (V32); `null`: AWS knows none. */
  readonly attached: Readonly<Record<string, Known<InterfaceFact | null>>>;
  /** Instances that hold addresses of the plan's subnets, and the original where it is in this account and region. */
  readonly instances: Known<readonly InstanceFact[]>;
  /** The original of a copied backup, which is in another region or account; `null`: it is gone. Not given where it is here, among `instances`. */
  readonly originalElsewhere?: Known<InstanceFact | null>;
  /** `null`: AWS knows no such type. */
  readonly instanceTypes: Readonly<Record<string, Known<InstanceTypeFact | null>>>;
  /** Availability zones that offer the type. */
  readonly offerings: Readonly<Record<string, Known<readonly string[]>>>;
  readonly securityGroups: Known<readonly SecurityGroupFact[]>;
  /** How many security groups this account may put on an interface (V16); a quota from 5 to 16. */
  readonly groupsPerInterface: Known<number>;
  readonly metadataDefaults: Known<MetadataDefaults>;
  /** By name and by id. */
  readonly placementGroups: Known<readonly string[]>;
  readonly keyPairs: Known<readonly string[]>;
  readonly image: Known<ImageFact | null>;
  /** `null`: AWS Backup knows no such point in the vault. */
  readonly point: Known<PointFact | null>;
  readonly elasticIps: Known<readonly ElasticIpFact[]>;
  readonly claims: Known<readonly ClaimFact[]>;
  readonly permissions: PermissionFacts;
}

/** Instants are milliseconds of the simulated clock since 1970. */
export type Millis = number;

export interface Vpc {
  readonly id: string;
  readonly name: string;
  readonly cidr: string;
  readonly ipv6Cidr: string | null;
  readonly isDefault: boolean;
}

export interface Subnet {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  /** `null`: an IPv6-only subnet. */
  readonly cidr: string | null;
  readonly zone: string;
  readonly zoneId: string;
  readonly ipv6Cidr: string | null;
  readonly ipv6Native: boolean;
  readonly publicIps: boolean;
  readonly ownerId: string;
}

export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
}

export interface Eni {
  readonly id: string;
  subnetId: string;
  vpcId: string;
  status: 'in-use' | 'available';
  readonly type: string;
  readonly description: string;
  readonly requesterManaged: boolean;
  instanceId: string | null;
  deviceIndex: number | null;
  networkCardIndex: number;
  deleteOnTermination: boolean;
  readonly mac: string;
  readonly groups: readonly string[];
  /** Primary first. */
  addresses: string[];
  ipv4Prefixes: string[];
  ipv6Addresses: string[];
  ipv6Prefixes: string[];
  /** A public IP that AWS lent, as opposed to an Elastic IP. */
  publicIp: string | null;
  /** The other account that it belongs to: the owner or another participant of a shared VPC. */
  readonly ownerId?: string;
  /** The service that manages it, which hides it from who does not ask for managed resources. */
  readonly managedBy?: string;
  /** Shown to nobody. */
  readonly unseen?: true;
  /** Off where it forwards what others sent; on where it was never said. */
  sourceDestCheck?: boolean;
}

export type InstanceState = 'pending' | 'running' | 'stopped' | 'shutting-down' | 'terminated';

export interface Instance {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  state: InstanceState;
  readonly imageId: string;
  readonly architecture: string;
  readonly subnetId: string;
  readonly vpcId: string;
  readonly zone: string;
  readonly keyName: string | null;
  readonly profile: string | null;
  readonly windows: boolean;
  readonly launchedAt: Millis;
  /** When a termination under way is over and the addresses are free (F29). */
  goneAt: Millis | null;
  tags: Readonly<Record<string, string>>;
  /** Termination protection (`disableApiTermination`); off where it was never said. */
  protectedFromEnd?: boolean;
  /** Its volume stays when it goes (DeleteOnTermination false); else it goes. */
  keepsVolume?: boolean;
}

export interface Volume {
  readonly id: string;
  readonly zone: string;
  /** `null`: it was made empty. */
  readonly snapshotId: string | null;
  readonly createdAt: Millis;
  instanceId: string | null;
  device: string | null;
  deleteOnTermination: boolean;
}

export interface Image {
  readonly id: string;
  state: 'available' | 'disabled';
  readonly architecture: string;
  readonly windows: boolean;
  readonly name: string;
  readonly createdAt: Millis;
  readonly sizeGib: number;
  /** What is launched from it requires IMDSv2 by itself. */
  imdsv2?: boolean;
}

export interface Reservation {
  readonly id: string;
  readonly subnetId: string;
  readonly cidr: string;
  readonly type: 'prefix' | 'explicit';
  readonly description: string;
}

export interface ElasticIp {
  readonly publicIp: string;
  readonly allocationId: string;
  eniId: string | null;
  privateIp: string | null;
}

/** A load balancer's target group. Its targets are healthy as long as they run. */
export interface TargetGroup {
  readonly arn: string;
  readonly name: string;
  readonly vpcId: string;
  readonly port: number;
  readonly type: 'instance' | 'ip';
  targets: { readonly id: string; readonly port: number }[];
}

/** A metric alarm, as PutMetricAlarm was given it. */
export interface Alarm {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

/** A hosted zone of Route 53; zones are of the account, not of a region. */
export interface HostedZone {
  readonly id: string;
  readonly name: string;
  readonly records: { readonly name: string; readonly type: string; readonly ttl: number; readonly values: readonly string[] }[];
}

export interface Vault {
  readonly name: string;
  readonly type: 'BACKUP_VAULT' | 'LOGICALLY_AIR_GAPPED_BACKUP_VAULT';
  readonly createdAt: Millis;
  readonly locked: boolean;
  readonly minRetentionDays: number | null;
  readonly maxRetentionDays: number | null;
  readonly keyId: string;
  /** Access policy document as JSON; `null`: none. */
  readonly policy: string | null;
}

export interface Point {
  readonly arn: string;
  readonly vault: string;
  readonly resourceArn: string;
  readonly resourceName: string;
  readonly resourceType: string;
  readonly status: 'COMPLETED' | 'PARTIAL' | 'EXPIRED';
  readonly createdAt: Millis;
  readonly sizeBytes: number;
  readonly deleteAfterDays: number | null;
  /** Key of `RegionState.metadata`; many points of an unchanged instance share one. */
  readonly metadataKey: string;
  readonly tags: Readonly<Record<string, string>>;
  /** What a malware scan said of it; none was made where it is left out. */
  readonly scan?: 'clean' | 'malware' | 'failed';
}

/** Why a launch is refused: EC2's error code and sentence. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

export interface RestoreJob {
  readonly id: string;
  readonly token: string | null;
  readonly pointArn: string;
  readonly vault: string;
  readonly resourceArn: string;
  readonly resourceType: string;
  readonly metadata: Readonly<Record<string, string>>;
  readonly roleArn: string;
  readonly copyTags: boolean;
  readonly createdAt: Millis;
  /** From when on lists show it; absent: from its creation on. */
  listedAt?: Millis;
  readonly sizeBytes: number;
  readonly pointCreatedAt: Millis;
  /** When validation ends and when a good job ends. */
  readonly validatedAt: Millis;
  readonly finishesAt: Millis;
  status: 'PENDING' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'ABORTED';
  message: string | null;
  completedAt: Millis | null;
  instanceId: string | null;
}

/** A backup that somebody asked for (StartBackupJob). */
export interface BackupJob {
  readonly id: string;
  readonly token: string | null;
  readonly resourceArn: string;
  readonly vault: string;
  readonly roleArn: string;
  readonly createdAt: Millis;
  readonly finishesAt: Millis;
  /** The point that it made; `null` while it runs. */
  pointArn: string | null;
}

export interface RegionState {
  readonly zones: readonly { readonly name: string; readonly id: string }[];
  readonly vpcs: Vpc[];
  readonly subnets: Subnet[];
  readonly groups: SecurityGroup[];
  readonly keyPairs: string[];
  readonly placementGroups: string[];
  readonly images: Image[];
  readonly reservations: Reservation[];
  readonly elasticIps: ElasticIp[];
  enis: Eni[];
  readonly instances: Instance[];
  readonly vaults: Vault[];
  points: Point[];
  /** Restore metadata by key, in AWS's key order. */
  readonly metadata: Record<string, Readonly<Record<string, string>>>;
  readonly jobs: RestoreJob[];
  /** None where none was ever asked for. */
  backupJobs?: BackupJob[];
  /** The account's defaults for the instance metadata service; AWS's where it was never said. */
  imds?: { enforced: boolean; tokensRequired: boolean };
  /** Tags of interfaces and volumes, by id. */
  resourceTags?: Record<string, Record<string, string>>;
  /** Volumes beside those that instances boot from, and those of instances that are gone. */
  volumes?: Volume[];
  targetGroups?: TargetGroup[];
  alarms?: Alarm[];
  /** The Auto Scaling group of an instance, by its id. */
  scalingGroups?: Record<string, string>;
  /** Types of which a zone has none left (F17); none where it was never said. */
  shortages?: { readonly type: string; readonly zone: string }[];
}

export interface Role {
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly trustedServices: readonly string[];
  readonly description: string;
  /** Whether principals of this account may assume it. */
  readonly trustsAccount: boolean;
  readonly allows: readonly Permission[];
}

/** One allow statement. `passedTo` is its condition on `iam:PassedToService`. */
export interface Permission {
  readonly action: string;
  readonly resources: readonly string[];
  readonly passedTo?: readonly string[];
}

/** Credentials that AssumeRole gave. */
export interface Session {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly expiresAt: Millis;
}

export interface AccountState {
  readonly version: 1;
  readonly accountId: string;
  readonly seed: string;
  /** When the seed was sown, of seeds whose points are made anew instead of stored. */
  readonly seededAt?: Millis;
  clockOffsetMs: number;
  nextId: number;
  readonly regions: Record<string, RegionState>;
  readonly roles: readonly Role[];
  /** Role inside each instance profile. */
  readonly profiles: Readonly<Record<string, string>>;
  /** By access key id. */
  readonly sessions: Record<string, Session>;
  hostedZones?: HostedZone[];
}

import type { Known } from '@/lib/restore/facts';

/** One interface of an instance, as far as it matters after a restore. */
export interface NearInterface {
  readonly id: string;
  readonly deviceIndex: number;
  readonly subnetId: string;
  readonly vpcId: string;
  readonly macAddress: string | null;
  /** Primary first. */
  readonly addresses: readonly string[];
  readonly sourceDestCheck: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

export interface NearVolume {
  readonly id: string;
  readonly device: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** An Elastic IP on an interface of the instance. */
export interface NearElasticIp {
  readonly publicIp: string;
  readonly allocationId: string;
  readonly interfaceId: string | null;
  readonly privateIp: string | null;
}

/** A target of a load balancer's target group: the instance by its id, or one of its addresses. */
export interface NearTarget {
  readonly groupArn: string;
  readonly groupName: string;
  /** `i-…` or an address. */
  readonly id: string;
  readonly port: number | null;
  /** `healthy`, `initial`, `draining`, … */
  readonly health: string;
}

/** A metric alarm with the instance among its dimensions. */
export interface NearAlarm {
  readonly name: string;
  /** What PutMetricAlarm takes, as JSON. */
  readonly definition: string;
}

/** The instance as Systems Manager knows it. */
export interface NearManaged {
  /** `Online`, `ConnectionLost`, `Inactive`. */
  readonly ping: string;
  /** `Amazon Linux`, `Ubuntu`, … */
  readonly platformName: string | null;
}

/** A record set that names an address of the instance. */
export interface NearRecord {
  readonly zoneId: string;
  readonly zoneName: string;
  readonly name: string;
  readonly type: string;
  readonly ttl: number | null;
  readonly values: readonly string[];
  /** It is one of several by weight, region and the like: more than its values would have to be written again. */
  readonly routed: boolean;
}

export interface NearInstance {
  readonly state: string;
  /** EC2's `PlatformDetails`. */
  readonly platform: string | null;
  readonly tags: Readonly<Record<string, string>>;
}

/** What an account has around one instance. Each part is read by one action, and may be unknown. */
export interface Surroundings {
  readonly instanceId: string;
  /** `null`: EC2 knows no such instance, or it has been terminated. */
  readonly instance: Known<NearInstance | null>;
  readonly interfaces: Known<readonly NearInterface[]>;
  readonly volumes: Known<readonly NearVolume[]>;
  readonly elasticIps: Known<readonly NearElasticIp[]>;
  readonly targets: Known<readonly NearTarget[]>;
  readonly alarms: Known<readonly NearAlarm[]>;
  /** The Auto Scaling group that it belongs to. */
  readonly scalingGroup: Known<string | null>;
  readonly managed: Known<NearManaged | null>;
  readonly records: Known<readonly NearRecord[]>;
}

/** Whether there was an instance to look at: what was read of one that is gone tells little of what it had. */
export const sawInstance = ({ instance }: Surroundings): boolean => instance.state === 'known' && instance.value !== null;

import { block, eni, ip, SUBNET, type World } from '@/lib/restore/address-map/testing';
import type { ElasticIpFact, InstanceFact, InterfaceFact } from '@/lib/restore/facts';
import type { Arn, SubnetId } from '@/lib/restore/ids';
import { newNic } from '@/lib/restore/new-nic';
import { type NewNic, PLAN_VERSION, type RestorePlan } from '@/lib/restore/plan';

const OWN = '123456789012';
const OTHER = '999988887777';
export const ORIGINAL = 'i-0aaaaaaaaaaaaaaaa';
export const STRANGER = 'i-0bbbbbbbbbbbbbbbb';
export const HOLDER = 'eni-0cccccccccccccccc';
export const WANTED = '10.0.0.50';

export const HOLDERS = [
  'original',
  'stranger',
  'detached',
  'left-behind',
  'load-balancer',
  'function',
  'managed-original',
  'original-of-other-account',
  'other-account',
  'claim',
  'claim-elsewhere',
] as const;

export const STATES = ['running', 'stopped', 'stopping', 'pending', 'shutting-down', 'terminated', 'gone'] as const;

/** What decides a conflict: who holds the address, in which state, as what, and what is known besides. */
export interface ConflictChoice {
  readonly holder: (typeof HOLDERS)[number];
  readonly state: (typeof STATES)[number];
  readonly held: 'primary' | 'secondary' | 'prefix';
  readonly wanted: 'primary' | 'secondary';
  readonly deviceIndex: number;
  readonly deleteOnTermination: boolean;
  /** Whether AWS said how the interface is attached. */
  readonly attachment: boolean;
  readonly originalKnown: boolean;
  readonly callerKnown: boolean;
  readonly reserved: 'none' | 'explicit' | 'prefix';
  readonly tags: 'none' | 'owner' | 'autoscaling' | 'kubernetes';
  readonly elasticIp: boolean;
  readonly asText: boolean;
  readonly denied: readonly string[];
}

const TAGS: Readonly<Record<ConflictChoice['tags'], InstanceFact['tags']>> = {
  none: {},
  owner: { Owner: 'team-billing' },
  autoscaling: { 'aws:autoscaling:groupName': 'web-asg' },
  kubernetes: { 'eks:cluster-name': 'prod' },
};

const holderInstance = ({ holder }: ConflictChoice): string | null => {
  if (holder === 'original' || holder === 'managed-original' || holder === 'original-of-other-account') return ORIGINAL;
  return holder === 'stranger' ? STRANGER : null;
};

const kindOf = ({ holder }: ConflictChoice): Partial<InterfaceFact> => {
  switch (holder) {
    case 'detached':
    case 'left-behind':
      return { status: 'available' };
    case 'load-balancer':
      return { description: 'ELB app/web/1', requesterManaged: true };
    case 'function':
      return { type: 'lambda', requesterManaged: true };
    case 'managed-original':
      return { managedBy: 'eks.amazonaws.com' };
    case 'original-of-other-account':
    case 'other-account':
      return { ownerId: OTHER };
    default:
      return {};
  }
};

const addressesOf = ({ held, holder }: ConflictChoice): Partial<InterfaceFact> => {
  if (held === 'prefix' && holder !== 'left-behind') return { addresses: [ip('10.0.0.20')], ipv4Prefixes: [block('10.0.0.48/28')] };
  return { addresses: held === 'secondary' && holder !== 'left-behind' ? [ip('10.0.0.20'), ip(WANTED)] : [ip(WANTED)] };
};

const interfaceOf = (choice: ConflictChoice): InterfaceFact => {
  const instanceId = holderInstance(choice);
  const attached = instanceId !== null;
  return eni(HOLDER, [], {
    ownerId: OWN,
    instanceId,
    deviceIndex: attached ? choice.deviceIndex : null,
    attachment:
      attached && choice.attachment
        ? { id: 'eni-attach-0dddddddddddddddd', attachedAt: '2026-01-02T03:04:05.000Z', deleteOnTermination: choice.deleteOnTermination }
        : null,
    ...kindOf(choice),
    ...addressesOf(choice),
  });
};

const instancesOf = (choice: ConflictChoice): readonly InstanceFact[] => {
  const id = holderInstance(choice);
  if (id === null || choice.state === 'gone') return [];
  const { state, tags } = choice;
  return [
    {
      id,
      name: 'web-01',
      state,
      type: 'm5.large',
      platform: null,
      profileArn: null,
      launchedAt: '2026-01-01T00:00:00.000Z',
      tags: TAGS[tags],
    },
  ];
};

/** The world of a conflict, for `indexOf`. */
export const worldOf = (choice: ConflictChoice): World => {
  const claimed = choice.holder === 'claim' || choice.holder === 'claim-elsewhere';
  const elasticIps: readonly ElasticIpFact[] = choice.elasticIp ? [{ publicIp: '203.0.113.9', instanceId: holderInstance(choice) }] : [];
  return {
    cidr: '10.0.0.0/24',
    available: 200,
    interfaces: claimed ? [] : [interfaceOf(choice)],
    instances: instancesOf(choice),
    claims: claimed ? [{ address: ip(WANTED), subnetId: SUBNET, by: choice.holder === 'claim' ? 'somebody' : null, restoreId: 'r-1' }] : [],
    reservations: choice.reserved === 'none' ? [] : [{ id: 'scr-1', cidr: '10.0.0.48/28', type: choice.reserved, description: null }],
    elasticIps,
    callerKnown: choice.callerKnown,
  };
};

const nicOf = ({ wanted }: ConflictChoice): NewNic => ({
  ...newNic('n0', 0, SUBNET as SubnetId, []),
  primary: { kind: 'fixed', address: ip(wanted === 'primary' ? WANTED : '10.0.0.70') },
  secondaries: { kind: 'fixed', values: wanted === 'primary' ? [] : [ip(WANTED)] },
});

/** The plan that asks for the address: of a backup whose primary it was. */
export const planOfConflict = (choice: ConflictChoice): RestorePlan => {
  const nic = nicOf(choice);
  const interfaces = JSON.stringify([{ DeviceIndex: 0, SubnetId: SUBNET, PrivateIpAddress: WANTED }]);
  const other = JSON.stringify([
    { DeviceIndex: 0, SubnetId: SUBNET, PrivateIpAddress: choice.wanted === 'primary' ? WANTED : '10.0.0.70' },
  ]);
  return {
    kind: 'ec2',
    version: PLAN_VERSION,
    source: {
      account: OWN,
      region: 'ap-northeast-1',
      vault: 'daily',
      recoveryPointArn: 'arn:aws:ec2:ap-northeast-1::image/ami-0123456789abcdef0' as Arn,
      resourceArn: choice.originalKnown ? (`arn:aws:ec2:ap-northeast-1:${OWN}:instance/${ORIGINAL}` as Arn) : null,
      resourceName: 'web-01',
      createdAt: '2026-01-10T00:00:00.000Z',
      template: { NetworkInterfaces: interfaces },
    },
    settings: {
      instanceType: 'm5.large',
      instanceProfile: 'backed-up',
      keyPair: 'backed-up',
      cpuOptions: 'keep',
      userData: null,
      overrides: choice.asText ? { NetworkInterfaces: other } : {},
    },
    nics: [nic],
    restoreRoleArn: `arn:aws:iam::${OWN}:role/restores` as Arn,
    copyTags: true,
  };
};

/** Whether the choice asks for the address at all: text that is edited as such holds only a primary. */
export const asksFor = ({ asText, wanted }: ConflictChoice): boolean => !(asText && wanted === 'secondary');

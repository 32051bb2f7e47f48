import { zonesOf } from '../account/regions';
import type { Eni, Reservation, SecurityGroup, Subnet, Vpc } from '../account/types';
import { seedId, seedMac } from './ids';

export const ACCOUNT_ID = '123456789012';
export const ARTICLE_VPC = 'vpc-0038965ef3ab23888';
export const ARTICLE_SUBNET = 'subnet-0bdb9444b6747e0d6';
export const ARTICLE_GROUP = 'sg-06d3f4fca2b07b915';

/** The other account that shares a subnet with this one (V30). */
export const NEIGHBOUR = '999988887777';

export const vpc = (name: string, cidr: string, options: { id?: string; ipv6?: string; isDefault?: boolean } = {}): Vpc => ({
  id: options.id ?? seedId('vpc', name),
  name,
  cidr,
  ipv6Cidr: options.ipv6 ?? null,
  isDefault: options.isDefault ?? false,
});

export const subnet = (name: string, vpcId: string, cidr: string | null, zone: string, options: Partial<Subnet> = {}): Subnet => ({
  id: seedId('subnet', name),
  name,
  vpcId,
  cidr,
  zone,
  zoneId: zonesOf(zone.slice(0, -1)).find((each) => each.name === zone)?.id ?? '',
  ipv6Cidr: null,
  ipv6Native: false,
  publicIps: false,
  ownerId: ACCOUNT_ID,
  ...options,
});

export const group = (name: string, vpcId: string, id = seedId('sg', name)): SecurityGroup => ({ id, name, vpcId });

const PROD_SUBNETS = (a: string, c: string): Subnet[] => [
  subnet('app-a', ARTICLE_VPC, '10.1.10.0/24', a, { id: ARTICLE_SUBNET }),
  subnet('app-c', ARTICLE_VPC, '10.1.11.0/24', c),
  subnet('db-a', ARTICLE_VPC, '10.1.20.0/26', a),
  subnet('db-c', ARTICLE_VPC, '10.1.20.64/26', c),
  subnet('edge-a', ARTICLE_VPC, '10.1.0.0/28', a, { publicIps: true }),
  subnet('v6-a', ARTICLE_VPC, '10.1.30.0/25', a, { ipv6Cidr: '2406:da14:abc:de30::/64' }),
  subnet('v6-only-a', ARTICLE_VPC, null, a, { ipv6Cidr: '2406:da14:abc:de31::/64', ipv6Native: true }),
  subnet('ops-a', ARTICLE_VPC, '10.1.40.0/27', a),
  subnet('batch-a', ARTICLE_VPC, '10.1.64.0/20', a),
];

/** The first region's network: a production VPC (the article's), a development VPC, one subnet shared by a neighbour. */
export const tokyoNetwork = (): { vpcs: Vpc[]; subnets: Subnet[]; groups: SecurityGroup[]; reservations: Reservation[] } => {
  const [a, c] = ['ap-northeast-1a', 'ap-northeast-1c'];
  const dev = vpc('dev', '10.2.0.0/16');
  const prodGroups = ['web', 'app', 'db', 'ops', 'edge', 'batch', 'ad'].map((name) => group(name, ARTICLE_VPC));
  const reservation = (subnetId: string, cidr: string, type: Reservation['type'], description: string): Reservation => ({
    id: seedId('scr', cidr),
    subnetId,
    cidr,
    type,
    description,
  });
  return {
    vpcs: [vpc('prod', '10.1.0.0/16', { id: ARTICLE_VPC, ipv6: '2406:da14:abc:de00::/56' }), dev],
    subnets: [
      ...PROD_SUBNETS(a, c),
      subnet('dev-a', dev.id, '10.2.10.0/24', a),
      subnet('dev-c', dev.id, '10.2.11.0/24', c),
      subnet('shared-tools', dev.id, '10.2.50.0/24', a, { ownerId: NEIGHBOUR }),
    ],
    groups: [
      { id: ARTICLE_GROUP, name: 'intranet', vpcId: ARTICLE_VPC },
      group('default', ARTICLE_VPC, seedId('sg', 'default-prod')),
      ...prodGroups,
      group('dev', dev.id),
      group('default', dev.id, seedId('sg', 'default-dev')),
    ],
    reservations: [
      reservation(ARTICLE_SUBNET, '10.1.10.192/28', 'explicit', 'fixed addresses, ask network team'),
      reservation(seedId('subnet', 'batch-a'), '10.1.64.128/25', 'prefix', 'prefixes of the batch nodes'),
    ],
  };
};

const DEV_VPC = seedId('vpc', 'dev');

const service = (
  name: string,
  subnetId: string,
  vpcId: string,
  address: string,
  type: string,
  description: string,
  status: Eni['status'] = 'in-use',
): Eni => ({
  id: seedId('eni', name),
  subnetId,
  vpcId,
  status,
  type,
  description,
  requesterManaged: status === 'in-use',
  instanceId: null,
  deviceIndex: null,
  networkCardIndex: 0,
  deleteOnTermination: false,
  mac: seedMac(name),
  groups: [],
  addresses: [address],
  ipv4Prefixes: [],
  ipv6Addresses: [],
  ipv6Prefixes: [],
  publicIp: null,
});

/** Interfaces that no instance holds: load balancer, function, database, NAT gateway, endpoint, and one that was left behind. */
export const serviceInterfaces = (): Eni[] => {
  const id = (name: string): string => seedId('subnet', name);
  const app = (name: string, address: string, type: string, description: string, status?: Eni['status']): Eni =>
    service(name, ARTICLE_SUBNET, ARTICLE_VPC, address, type, description, status);
  return [
    app('alb-a', '10.1.10.11', 'interface', 'ELB app/web-alb/50dc6c495c0c9188'),
    service('alb-c', id('app-c'), ARTICLE_VPC, '10.1.11.11', 'interface', 'ELB app/web-alb/50dc6c495c0c9188'),
    app('fn', '10.1.10.140', 'lambda', 'AWS Lambda VPC ENI-invoice-worker-4f1c2d'),
    app('left', '10.1.10.150', 'interface', 'left behind by restore of wiki-01', 'available'),
    service('rds', id('db-a'), ARTICLE_VPC, '10.1.20.20', 'interface', 'RDSNetworkInterface'),
    service('nat', id('edge-a'), ARTICLE_VPC, '10.1.0.10', 'nat_gateway', 'Interface for NAT Gateway nat-0f1e2d3c4b5a69788'),
    // What the neighbour has in the subnet that it shares, and does not show.
    ...['10.2.50.10', '10.2.50.11', '10.2.50.20'].map(
      (address, i): Eni => ({ ...service(`neighbour-${i}`, id('shared-tools'), DEV_VPC, address, 'interface', ''), ownerId: NEIGHBOUR }),
    ),
    service('vpce', id('ops-a'), ARTICLE_VPC, '10.1.40.20', 'vpc_endpoint', 'VPC Endpoint Interface vpce-0a1b2c3d4e5f60718'),
  ];
};

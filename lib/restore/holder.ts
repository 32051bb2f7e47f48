import type { InstanceFact, InterfaceFact } from './facts';

/** What kind of thing holds an interface, told from its type and description (F3). */
export type HolderKind =
  | 'instance'
  | 'load-balancer'
  | 'function'
  | 'database'
  | 'endpoint'
  | 'nat-gateway'
  | 'file-system'
  | 'detached'
  | 'service';

/** Who holds an address: the instance with its name and state, or the service with AWS's own description of the interface. */
export interface Holder {
  readonly kind: HolderKind;
  readonly interfaceId: string;
  readonly instance: InstanceFact | null;
  readonly instanceId: string | null;
  readonly description: string;
}

const BY_TYPE: Readonly<Record<string, HolderKind>> = {
  lambda: 'function',
  nat_gateway: 'nat-gateway',
  natGateway: 'nat-gateway',
  vpc_endpoint: 'endpoint',
  gateway_load_balancer_endpoint: 'endpoint',
  load_balancer: 'load-balancer',
  network_load_balancer: 'load-balancer',
  gateway_load_balancer: 'load-balancer',
  efs: 'file-system',
};

const BY_DESCRIPTION: readonly (readonly [RegExp, HolderKind])[] = [
  [/^ELB /, 'load-balancer'],
  [/^AWS Lambda VPC ENI/, 'function'],
  [/^RDSNetworkInterface/, 'database'],
  [/^VPC Endpoint Interface/, 'endpoint'],
  [/^Interface for NAT Gateway/, 'nat-gateway'],
  [/^EFS mount target/, 'file-system'],
];

/** What kind of thing holds an interface. */
export const holderKindOf = (fact: Pick<InterfaceFact, 'instanceId' | 'type' | 'description' | 'status'>): HolderKind => {
  if (fact.instanceId !== null) return 'instance';
  const byType = BY_TYPE[fact.type];
  if (byType !== undefined) return byType;
  const byDescription = BY_DESCRIPTION.find(([pattern]) => pattern.test(fact.description))?.[1];
  if (byDescription !== undefined) return byDescription;
  return fact.status === 'available' ? 'detached' : 'service';
};

/** Reads the holder of an interface. */
export const holderOf = (fact: InterfaceFact, instances: ReadonlyMap<string, InstanceFact>): Holder => ({
  kind: holderKindOf(fact),
  interfaceId: fact.id,
  instance: fact.instanceId === null ? null : (instances.get(fact.instanceId) ?? null),
  instanceId: fact.instanceId,
  description: fact.description,
});

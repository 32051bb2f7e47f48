import type {
  DescribeTargetGroupsInput,
  DescribeTargetGroupsOutput,
  DescribeTargetHealthInput,
  DescribeTargetHealthOutput,
  RegisterTargetsInput,
  RegisterTargetsOutput,
  TargetHealthStateEnum,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Account } from '../account/account';
import type { RegionState, TargetGroup } from '../account/types';
import { AwsFault } from '../wire/fault';
import type { ServiceDefinition } from '../wire/service';
import { handler, type Scene } from './handler';

const groupsOf = (region: RegionState): TargetGroup[] => region.targetGroups ?? [];

const groupOf = ({ region }: Scene, arn: string | undefined): TargetGroup => {
  const found = groupsOf(region).find((group) => group.arn === arn);
  if (found === undefined) throw new AwsFault('TargetGroupNotFound', `Target groups '[${arn ?? ''}]' not found`);
  return found;
};

const describeTargetGroups = (input: DescribeTargetGroupsInput, { region }: Scene): DescribeTargetGroupsOutput => ({
  TargetGroups: groupsOf(region)
    .filter(({ arn, name }) => (input.TargetGroupArns?.includes(arn) ?? true) && (input.Names?.includes(name) ?? true))
    .map(({ arn, name, vpcId, port, type }) => ({
      TargetGroupArn: arn,
      TargetGroupName: name,
      VpcId: vpcId,
      Port: port,
      Protocol: 'HTTP',
      TargetType: type,
    })),
});

/** A target that runs is healthy; of an instance that is stopped or gone the group says that it is not in use. */
const healthOf = ({ region }: Scene, id: string): TargetHealthStateEnum => {
  const instance = region.instances.find((each) => each.id === id);
  const byAddress = region.enis.some(({ addresses }) => addresses.includes(id));
  return instance?.state === 'running' || byAddress ? 'healthy' : 'unused';
};

const describeTargetHealth = (input: DescribeTargetHealthInput, scene: Scene): DescribeTargetHealthOutput => ({
  TargetHealthDescriptions: groupOf(scene, input.TargetGroupArn).targets.map(({ id, port }) => ({
    Target: { Id: id, Port: port },
    HealthCheckPort: String(port),
    TargetHealth: { State: healthOf(scene, id) },
  })),
});

/** RegisterTargets: instances of the group's network, that run. */
const registerTargets = async (input: RegisterTargetsInput, scene: Scene): Promise<RegisterTargetsOutput> => {
  const group = groupOf(scene, input.TargetGroupArn);
  for (const { Id = '', Port } of input.Targets ?? []) {
    const instance = scene.region.instances.find((each) => each.id === Id);
    if (group.type === 'instance' && (instance?.vpcId !== group.vpcId || instance.state !== 'running'))
      throw new AwsFault('InvalidTarget', `The following targets are not in a running state and cannot be registered: '${Id}'`);
    const target = { id: Id, port: Port ?? group.port };
    group.targets = [...group.targets.filter(({ id, port }) => id !== target.id || port !== target.port), target];
  }
  await scene.account.saved();
  return {};
};

/** Elastic Load Balancing, version 2. */
export const targetsService = (account: Account): ServiceDefinition => ({
  signingName: 'elasticloadbalancing',
  protocol: 'awsQuery',
  version: '2015-12-01',
  xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
  load: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
  handlers: {
    DescribeTargetGroups: handler(account, describeTargetGroups),
    DescribeTargetHealth: handler(account, describeTargetHealth),
    RegisterTargets: handler(account, registerTargets),
  },
});

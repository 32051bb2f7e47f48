import type {
  DescribeInstanceAttributeRequest,
  InstanceAttribute,
  ModifyInstanceAttributeRequest,
  StopInstancesRequest,
  StopInstancesResult,
} from '@aws-sdk/client-ec2';
import type { Instance } from '../../account/types';
import { BOOT_DEVICE } from '../../account/volumes';
import { AwsFault } from '../../wire/fault';
import type { Scene } from '../handler';
import { stateOf } from './instances';
import { invalid } from './select';

const instanceOf = ({ region }: Scene, id: string | undefined): Instance => {
  const found = region.instances.find((each) => each.id === id);
  if (found === undefined) throw new AwsFault('InvalidInstanceID.NotFound', `The instance ID '${id ?? ''}' does not exist`);
  return found;
};

/** DescribeInstanceAttribute: only termination protection. */
export const describeInstanceAttribute = (input: DescribeInstanceAttributeRequest, scene: Scene): InstanceAttribute => {
  const instance = instanceOf(scene, input.InstanceId);
  if (input.Attribute !== 'disableApiTermination') throw invalid('The simulated account shows no attribute but disableApiTermination.');
  return { InstanceId: instance.id, DisableApiTermination: { Value: instance.protectedFromEnd === true } };
};

type Mapping = NonNullable<ModifyInstanceAttributeRequest['BlockDeviceMappings']>[number];

/** Whether the volume at a device goes with its instance. */
const keepVolume = ({ region }: Scene, instance: Instance, { DeviceName, Ebs }: Mapping): void => {
  const goes = Ebs?.DeleteOnTermination;
  const volume = region.volumes?.find(({ instanceId, device }) => instanceId === instance.id && device === DeviceName);
  if (goes === undefined || (DeviceName !== BOOT_DEVICE && volume === undefined)) throw invalid(`Invalid device name ${DeviceName ?? ''}`);
  if (volume === undefined) instance.keepsVolume = !goes;
  else volume.deleteOnTermination = goes;
};

/** ModifyInstanceAttribute: termination protection, and whether the instance's volumes go with it. */
export const modifyInstanceAttribute = async (input: ModifyInstanceAttributeRequest, scene: Scene): Promise<Record<string, never>> => {
  const instance = instanceOf(scene, input.InstanceId);
  const on = input.DisableApiTermination?.Value;
  const mappings = input.BlockDeviceMappings ?? [];
  if (on === undefined && mappings.length === 0)
    throw invalid('The simulated account changes no attribute but disableApiTermination, and DeleteOnTermination of volumes.');
  if (on !== undefined) instance.protectedFromEnd = on;
  for (const each of mappings) keepVolume(scene, instance, each);
  await scene.account.saved();
  return {};
};

/** StopInstances: it is stopped at once, and keeps its addresses (V11). */
export const stopInstances = async (input: StopInstancesRequest, scene: Scene): Promise<StopInstancesResult> => {
  const instances = (input.InstanceIds ?? []).map((id) => instanceOf(scene, id));
  const odd = instances.find(({ state }) => state !== 'running' && state !== 'stopped');
  if (odd !== undefined)
    throw new AwsFault('IncorrectInstanceState', `The instance '${odd.id}' is not in a state from which it can be stopped.`);
  const changes = instances.map((instance) => {
    const before = stateOf(instance);
    instance.state = 'stopped';
    return { InstanceId: instance.id, PreviousState: before, CurrentState: stateOf(instance) };
  });
  await scene.account.saved();
  return { StoppingInstances: changes };
};

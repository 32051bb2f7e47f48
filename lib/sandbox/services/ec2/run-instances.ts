import type { RunInstancesRequest } from '@aws-sdk/client-ec2';
import { readLaunch } from '../../launch/launch-request';
import { setScene } from '../../launch/scene';
import { checkDryRun } from '../../launch/validate-launch';
import { AwsFault } from '../../wire/fault';
import { callerOf, denied, mayPass } from '../callers';
import type { Scene } from '../handler';
import { dryRunOperation } from './select';

/** The request as restore metadata, which is made of the same members, so that both are judged by one code. */
const asMetadata = (input: RunInstancesRequest): Record<string, string> => {
  const out: Record<string, string> = {};
  const add = (key: string, value: unknown): void => {
    if (value !== undefined) out[key] = typeof value === 'string' ? value : JSON.stringify(value);
  };
  add('InstanceType', input.InstanceType);
  add('NetworkInterfaces', input.NetworkInterfaces);
  add('SubnetId', input.SubnetId);
  add('SecurityGroupIds', input.SecurityGroupIds);
  add('Placement', input.Placement);
  add('CpuOptions', input.CpuOptions);
  add('CreditSpecification', input.CreditSpecification);
  add('KeyName', input.KeyName);
  return out;
};

/** RunInstances as a dry run: the errors that EC2 finds without launching, otherwise `DryRunOperation`. Real launches are refused. */
export const runInstances = (input: RunInstancesRequest, scene: Scene): never => {
  const { account, call, region } = scene;
  const caller = callerOf(account, call.accessKeyId);
  if (input.DryRun !== true) throw denied('ec2', caller, 'ec2:RunInstances');
  const image = region.images.find((each) => each.id === input.ImageId);
  if (image === undefined) throw new AwsFault('InvalidAMIID.NotFound', `The image id '[${input.ImageId ?? ''}]' does not exist`);
  if (image.state !== 'available') throw new AwsFault('InvalidAMIID.Unavailable', `The image ID '${image.id}' is not available`);
  if (input.IamInstanceProfile?.Name !== undefined && !mayPass(caller)) throw denied('ec2', caller, 'iam:PassRole');
  const read = readLaunch(asMetadata(input));
  const pointArn = `arn:aws:ec2:${call.region}::image/${image.id}`;
  const failure =
    'failure' in read
      ? read.failure
      : checkDryRun(setScene({ account: account.state(), regionName: call.region, pointArn, roleArn: '' }, region, read.request));
  throw failure === null ? dryRunOperation() : new AwsFault(failure.code, failure.message);
};

import type { DescribeInstanceInformationRequest, DescribeInstanceInformationResult } from '@aws-sdk/client-ssm';
import type { Account } from '../account/account';
import type { ServiceDefinition } from '../wire/service';
import { handler, type Scene } from './handler';

/** Which instances are asked for; `null`: all. */
const wantedIds = ({ Filters, InstanceInformationFilterList }: DescribeInstanceInformationRequest): readonly string[] | null =>
  Filters?.find(({ Key }) => Key === 'InstanceIds')?.Values ??
  InstanceInformationFilterList?.find(({ key }) => key === 'InstanceIds')?.valueSet ??
  null;

/** An instance that has a role registers itself once it runs, as its agent does; one that is stopped stays known for a while. */
const describeInstanceInformation = (input: DescribeInstanceInformationRequest, { region }: Scene): DescribeInstanceInformationResult => {
  const wanted = wantedIds(input);
  return {
    InstanceInformationList: region.instances
      .filter(
        ({ id, profile, state }) => (wanted?.includes(id) ?? true) && profile !== null && (state === 'running' || state === 'stopped'),
      )
      .map(({ id, state, windows }) => ({
        InstanceId: id,
        PingStatus: state === 'running' ? 'Online' : 'ConnectionLost',
        PlatformType: windows ? 'Windows' : 'Linux',
        PlatformName: windows ? 'Microsoft Windows Server 2022 Datacenter' : 'Amazon Linux',
        ResourceType: 'EC2Instance',
      })),
  };
};

/** AWS Systems Manager, as far as which instances it manages. */
export const managedService = (account: Account): ServiceDefinition => ({
  signingName: 'ssm',
  protocol: 'awsJson1_1',
  version: '2014-11-06',
  xmlNamespace: 'http://ssm.amazonaws.com/doc/2014-11-06/',
  load: () => import('@aws-sdk/client-ssm'),
  handlers: { DescribeInstanceInformation: handler(account, describeInstanceInformation) },
});

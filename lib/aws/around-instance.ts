import 'server-only';
import type { AwsProblem } from '@/lib/aws-problem';
import type { NearElasticIp, NearInstance, NearInterface, NearVolume } from '@/lib/jobs/surroundings';
import { ok, type Result } from '@/lib/result';
import { all, call, pages } from './call';
import { ec2 } from './clients';
import type { Aws } from './connection';
import { tagsIn } from './tags';

const GONE = 'terminated';

/** An instance with all its tags; `null` where EC2 knows none of that id, or it has been terminated. */
export const nearInstance = async (aws: Aws, id: string): Promise<Result<NearInstance | null, AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const answer = await all(
    pages('ec2:DescribeInstances', async (NextToken) => {
      // As a filter, because an id that is gone would be an error.
      const Filters = [{ Name: 'instance-id', Values: [id] }];
      const page = await client.send(new sdk.DescribeInstancesCommand({ Filters, IncludeManagedResources: true, NextToken }));
      return { items: (page.Reservations ?? []).flatMap(({ Instances }) => Instances ?? []), next: page.NextToken };
    }),
  );
  if (!answer.ok) return answer;
  const [found] = answer.value;
  const state = found?.State?.Name ?? '';
  if (found === undefined || state === GONE) return ok(null);
  return ok({ state, platform: found.PlatformDetails ?? found.Platform ?? null, tags: tagsIn(found.Tags) });
};

/** The interfaces of an instance by device index, with what a restore does not bring back of them. */
export const nearInterfaces = async (aws: Aws, instanceId: string): Promise<Result<readonly NearInterface[], AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const answer = await all(
    pages('ec2:DescribeNetworkInterfaces', async (NextToken) => {
      const Filters = [{ Name: 'attachment.instance-id', Values: [instanceId] }];
      const page = await client.send(new sdk.DescribeNetworkInterfacesCommand({ Filters, IncludeManagedResources: true, NextToken }));
      return { items: page.NetworkInterfaces ?? [], next: page.NextToken };
    }),
  );
  if (!answer.ok) return answer;
  const found = answer.value.flatMap((each): NearInterface[] => {
    if (each.NetworkInterfaceId === undefined) return [];
    const listed = [...(each.PrivateIpAddresses ?? [])].sort((a, b) => Number(b.Primary ?? false) - Number(a.Primary ?? false));
    return [
      {
        id: each.NetworkInterfaceId,
        deviceIndex: each.Attachment?.DeviceIndex ?? 0,
        subnetId: each.SubnetId ?? '',
        vpcId: each.VpcId ?? '',
        macAddress: each.MacAddress ?? null,
        addresses: listed.flatMap(({ PrivateIpAddress }) => PrivateIpAddress ?? []),
        sourceDestCheck: each.SourceDestCheck ?? true,
        tags: tagsIn(each.TagSet),
      },
    ];
  });
  return ok(found.sort((a, b) => a.deviceIndex - b.deviceIndex));
};

/** The volumes of an instance, by device. */
export const nearVolumes = async (aws: Aws, instanceId: string): Promise<Result<readonly NearVolume[], AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const answer = await all(
    pages('ec2:DescribeVolumes', async (NextToken) => {
      const Filters = [{ Name: 'attachment.instance-id', Values: [instanceId] }];
      const page = await client.send(new sdk.DescribeVolumesCommand({ Filters, NextToken }));
      return { items: page.Volumes ?? [], next: page.NextToken };
    }),
  );
  if (!answer.ok) return answer;
  return ok(
    answer.value.flatMap(({ VolumeId, Attachments, Tags }): NearVolume[] => {
      const device = Attachments?.find(({ InstanceId }) => InstanceId === instanceId)?.Device;
      return VolumeId === undefined || device === undefined ? [] : [{ id: VolumeId, device, tags: tagsIn(Tags) }];
    }),
  );
};

/** The Elastic IPs of an instance, and what each is on. DescribeAddresses has no pages. */
export const nearElasticIps = async (aws: Aws, instanceId: string): Promise<Result<readonly NearElasticIp[], AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const Filters = [{ Name: 'instance-id', Values: [instanceId] }];
  const answer = await call('ec2:DescribeAddresses', () => client.send(new sdk.DescribeAddressesCommand({ Filters })));
  if (!answer.ok) return answer;
  return ok(
    (answer.value.Addresses ?? []).flatMap(({ PublicIp, AllocationId, NetworkInterfaceId, PrivateIpAddress }): NearElasticIp[] =>
      PublicIp === undefined || AllocationId === undefined
        ? []
        : [
            {
              publicIp: PublicIp,
              allocationId: AllocationId,
              interfaceId: NetworkInterfaceId ?? null,
              privateIp: PrivateIpAddress ?? null,
            },
          ],
    ),
  );
};

/** Who has any of these addresses in any network of the region: address, interface and instance. At most 200 addresses. */
export const holdersOf = async (
  aws: Aws,
  addresses: readonly string[],
  vpcIds: readonly string[],
): Promise<
  Result<readonly { readonly address: string; readonly interfaceId: string; readonly instanceId: string | null }[], AwsProblem>
> => {
  if (addresses.length === 0) return ok([]);
  const { client, sdk } = await ec2(aws);
  const answer = await all(
    pages('ec2:DescribeNetworkInterfaces', async (NextToken) => {
      const Filters = [
        { Name: 'addresses.private-ip-address', Values: [...addresses] },
        ...(vpcIds.length === 0 ? [] : [{ Name: 'vpc-id', Values: [...vpcIds] }]),
      ];
      const page = await client.send(new sdk.DescribeNetworkInterfacesCommand({ Filters, IncludeManagedResources: true, NextToken }));
      return { items: page.NetworkInterfaces ?? [], next: page.NextToken };
    }),
  );
  if (!answer.ok) return answer;
  const wanted = new Set(addresses);
  return ok(
    answer.value.flatMap(({ NetworkInterfaceId = '', Attachment, PrivateIpAddresses = [] }) =>
      PrivateIpAddresses.flatMap(({ PrivateIpAddress: address }) =>
        address !== undefined && wanted.has(address)
          ? [{ address, interfaceId: NetworkInterfaceId, instanceId: Attachment?.InstanceId ?? null }]
          : [],
      ),
    ),
  );
};

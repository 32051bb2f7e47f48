import 'server-only';
import type { NetworkInterface } from '@aws-sdk/client-ec2';
import type { AwsProblem } from '@/lib/aws-problem';
import { parseCidr } from '@/lib/net/cidr';
import { type Ipv4, parseIpv4 } from '@/lib/net/ipv4';
import type { AttachmentFact, InterfaceFact } from '@/lib/restore/facts';
import type { Result } from '@/lib/result';
import { all, pages } from './call';
import { ec2 } from './clients';
import type { Aws } from './connection';

/**
 * Every interface of a subnet, whatever its type and status, because each holds its addresses (V10, V11). Those that AWS services manage are
 * asked for too: they would otherwise be missing from the answer and their addresses would look free.
 */
export const interfacesOfSubnet = async (aws: Aws, subnetId: string): Promise<Result<readonly InterfaceFact[], AwsProblem>> =>
  interfacesBy(aws, 'subnet-id', subnetId);

/** The interfaces attached to an instance, by device index. */
export const interfacesOfInstance = async (aws: Aws, instanceId: string): Promise<Result<readonly InterfaceFact[], AwsProblem>> => {
  const answer = await interfacesBy(aws, 'attachment.instance-id', instanceId);
  if (!answer.ok) return answer;
  return { ok: true, value: [...answer.value].sort((a, b) => (a.deviceIndex ?? 0) - (b.deviceIndex ?? 0)) };
};

/** One interface by its id (V32); `null` where AWS knows none. A filter finds nothing where an id would be an error. */
export const interfaceById = async (aws: Aws, id: string): Promise<Result<InterfaceFact | null, AwsProblem>> => {
  const answer = await interfacesBy(aws, 'network-interface-id', id);
  return answer.ok ? { ok: true, value: answer.value[0] ?? null } : answer;
};

const interfacesBy = async (aws: Aws, name: string, value: string): Promise<Result<readonly InterfaceFact[], AwsProblem>> =>
  all(interfacePages(aws, [{ Name: name, Values: [value] }]));

/** Interfaces of the region page by page, those that meet the filters, or all. */
export async function* interfacePages(
  aws: Aws,
  Filters?: { readonly Name: string; readonly Values: string[] }[],
): AsyncGenerator<Result<readonly InterfaceFact[], AwsProblem>> {
  const { client, sdk } = await ec2(aws);
  yield* pages('ec2:DescribeNetworkInterfaces', async (NextToken) => {
    const answer = await client.send(
      new sdk.DescribeNetworkInterfacesCommand({ Filters, IncludeManagedResources: true, MaxResults: 1000, NextToken }),
    );
    return { items: (answer.NetworkInterfaces ?? []).flatMap(toInterface), next: answer.NextToken };
  });
}

const toInterface = (each: NetworkInterface): InterfaceFact[] => {
  if (each.NetworkInterfaceId === undefined || each.SubnetId === undefined) return [];
  return [
    {
      id: each.NetworkInterfaceId,
      subnetId: each.SubnetId,
      status: each.Status ?? '',
      type: each.InterfaceType ?? 'interface',
      description: each.Description ?? '',
      requesterManaged: each.RequesterManaged ?? false,
      ownerId: each.OwnerId ?? null,
      managedBy: each.Operator?.Managed === true ? (each.Operator.Principal ?? '') : null,
      instanceId: each.Attachment?.InstanceId ?? null,
      deviceIndex: each.Attachment?.DeviceIndex ?? null,
      attachment: attachmentOf(each),
      macAddress: each.MacAddress ?? null,
      addresses: addressesOf(each),
      ipv4Prefixes: (each.Ipv4Prefixes ?? []).map((prefix) => parseCidr(prefix.Ipv4Prefix ?? '')).filter((cidr) => cidr !== null),
      ipv6Addresses: (each.Ipv6Addresses ?? []).flatMap((address) => address.Ipv6Address ?? []),
      ipv6Prefixes: (each.Ipv6Prefixes ?? []).flatMap((prefix) => prefix.Ipv6Prefix ?? []),
    },
  ];
};

const attachmentOf = ({ Attachment: given }: NetworkInterface): AttachmentFact | null =>
  given?.AttachmentId === undefined
    ? null
    : {
        id: given.AttachmentId,
        attachedAt: given.AttachTime?.toISOString() ?? null,
        deleteOnTermination: given.DeleteOnTermination ?? false,
      };

/** Primary first, each once. */
const addressesOf = (each: NetworkInterface): Ipv4[] => {
  const listed = [...(each.PrivateIpAddresses ?? [])].sort((a, b) => Number(b.Primary ?? false) - Number(a.Primary ?? false));
  const texts = [...listed.map((entry) => entry.PrivateIpAddress), each.PrivateIpAddress];
  return [...new Set(texts.map((text) => parseIpv4(text ?? '')).filter((address) => address !== null))];
};

import 'server-only';
import type { Subnet } from '@aws-sdk/client-ec2';
import type { AwsProblem } from '@/lib/aws-problem';
import { parseCidr } from '@/lib/net/cidr';
import type { CidrReservation, SubnetFact } from '@/lib/restore/facts';
import { ok, type Result } from '@/lib/result';
import { all, call, pages } from './call';
import { ec2 } from './clients';
import type { Aws } from './connection';
import { nameIn } from './tags';

/** All subnets of the region. An IPv6-only subnet has no IPv4 block; it is given as `0.0.0.0/32` and `ipv6Native`, so that no address fits it (V24). */
export const subnets = async (aws: Aws): Promise<Result<readonly SubnetFact[], AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  return all(
    pages('ec2:DescribeSubnets', async (NextToken) => {
      const answer = await client.send(new sdk.DescribeSubnetsCommand({ MaxResults: 1000, NextToken }));
      return { items: (answer.Subnets ?? []).flatMap(toSubnet), next: answer.NextToken };
    }),
  );
};

/** One subnet by its id, with how many of its addresses are free now; `null` where AWS knows none. A filter finds nothing where an id would be an error. */
export const subnetById = async (aws: Aws, id: string): Promise<Result<SubnetFact | null, AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const answer = await call('ec2:DescribeSubnets', () =>
    client.send(new sdk.DescribeSubnetsCommand({ Filters: [{ Name: 'subnet-id', Values: [id] }] })),
  );
  return answer.ok ? ok((answer.value.Subnets ?? []).flatMap(toSubnet)[0] ?? null) : answer;
};

const NO_IPV4 = parseCidr('0.0.0.0/32');

const toSubnet = (each: Subnet): SubnetFact[] => {
  const cidr = parseCidr(each.CidrBlock ?? '') ?? NO_IPV4;
  if (each.SubnetId === undefined || each.VpcId === undefined || cidr === null) return [];
  return [
    {
      id: each.SubnetId,
      name: nameIn(each.Tags),
      vpcId: each.VpcId,
      cidr,
      ipv6Cidrs: (each.Ipv6CidrBlockAssociationSet ?? []).flatMap((block) =>
        block.Ipv6CidrBlock !== undefined && (block.Ipv6CidrBlockState?.State ?? 'associated') === 'associated'
          ? [block.Ipv6CidrBlock]
          : [],
      ),
      ipv6Native: each.Ipv6Native ?? false,
      availabilityZone: each.AvailabilityZone ?? '',
      availabilityZoneId: each.AvailabilityZoneId ?? null,
      availableAddressCount: each.AvailableIpAddressCount ?? 0,
      ownerId: each.OwnerId ?? '',
      mapPublicIpOnLaunch: each.MapPublicIpOnLaunch ?? false,
    },
  ];
};

/** The CIDR reservations of a subnet, IPv4 and IPv6 (V29). */
export const cidrReservations = async (aws: Aws, subnetId: string): Promise<Result<readonly CidrReservation[], AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  return all(
    pages('ec2:GetSubnetCidrReservations', async (NextToken) => {
      const answer = await client.send(new sdk.GetSubnetCidrReservationsCommand({ SubnetId: subnetId, NextToken }));
      const both = [...(answer.SubnetIpv4CidrReservations ?? []), ...(answer.SubnetIpv6CidrReservations ?? [])];
      const items = both.flatMap((each): CidrReservation[] =>
        each.SubnetCidrReservationId === undefined || each.Cidr === undefined
          ? []
          : [
              {
                id: each.SubnetCidrReservationId,
                cidr: each.Cidr,
                type: each.ReservationType === 'prefix' ? 'prefix' : 'explicit',
                description: each.Description ?? null,
              },
            ],
      );
      return { items, next: answer.NextToken };
    }),
  );
};

import 'server-only';
import type { AwsProblem } from '@/lib/aws-problem';
import { ok, type Result } from '@/lib/result';
import { all, call, pages } from './call';
import { ec2 } from './clients';
import type { Aws } from './connection';

/** A volume, when it was made and what of, and which instance it is on. */
export interface VolumeFact {
  readonly id: string;
  readonly state: string;
  readonly instanceId: string | null;
  /** Where it is on that instance. */
  readonly device: string | null;
  readonly deleteOnTermination: boolean;
  readonly createdAt: Date | null;
  /** `null`: it was made empty. */
  readonly snapshotId: string | null;
}

/** Volumes on an instance, or those of these ids that are still there: as a filter, because an id that is gone would be an error. */
export const volumesBy = (
  aws: Aws,
  name: 'attachment.instance-id' | 'volume-id',
  values: readonly string[],
): Promise<Result<readonly VolumeFact[], AwsProblem>> =>
  all(
    pages('ec2:DescribeVolumes', async (NextToken) => {
      const { client, sdk } = await ec2(aws);
      const Filters = [{ Name: name, Values: [...values] }];
      const page = await client.send(new sdk.DescribeVolumesCommand({ Filters, NextToken }));
      const items = (page.Volumes ?? []).flatMap(({ VolumeId: id, State, Attachments, CreateTime, SnapshotId }): VolumeFact[] => {
        if (id === undefined) return [];
        const on = Attachments?.find(({ InstanceId }) => InstanceId !== undefined);
        return [
          {
            id,
            state: State ?? '',
            instanceId: on?.InstanceId ?? null,
            device: on?.Device ?? null,
            deleteOnTermination: on?.DeleteOnTermination ?? false,
            createdAt: CreateTime ?? null,
            snapshotId: SnapshotId === undefined || SnapshotId === '' ? null : SnapshotId,
          },
        ];
      });
      return { items, next: page.NextToken };
    }),
  );

/** Whether these interfaces are still there, and what each is on. */
export const interfacesLeft = async (
  aws: Aws,
  ids: readonly string[],
): Promise<Result<readonly { readonly id: string; readonly status: string; readonly instanceId: string | null }[], AwsProblem>> => {
  const { client, sdk } = await ec2(aws);
  const Filters = [{ Name: 'network-interface-id', Values: [...ids] }];
  const answer = await call('ec2:DescribeNetworkInterfaces', () => client.send(new sdk.DescribeNetworkInterfacesCommand({ Filters })));
  if (!answer.ok) return answer;
  return ok(
    (answer.value.NetworkInterfaces ?? []).flatMap(({ NetworkInterfaceId: id, Status, Attachment }) =>
      id === undefined ? [] : [{ id, status: Status ?? '', instanceId: Attachment?.InstanceId ?? null }],
    ),
  );
};

import 'server-only';
import { type VolumeFact, volumesBy } from '@/lib/aws/leftovers';
import type { AwsProblem } from '@/lib/aws-problem';
import type { JobWithOrigin } from '@/lib/db/repositories/jobs';
import type { RestoreRow } from '@/lib/db/repositories/restores';
import type { MadeBeside } from '@/lib/db/schema/restores';
import type { InterfaceFact } from '@/lib/restore/facts';
import { isObject } from '@/lib/restore/json';
import type { RestoreMetadata } from '@/lib/restore/plan';
import { opened, openMetadata } from '@/lib/restore/request';
import { ok, type Result } from '@/lib/result';
import type { Scope } from '../scope';

/** A job may be seen as completed a little before the last of what it made is dated. */
const SLACK_MS = 60_000;

/** An interface and its place on its instance. */
type Placed = Pick<InterfaceFact, 'id' | 'deviceIndex'>;
type Sent = Pick<RestoreRow, 'metadata'>;
export type JobTimes = Pick<JobWithOrigin['job'], 'createdAt' | 'completedAt'>;

/** Those of an instance's interfaces that the restore made: none that it was given, and none at a place that it did not ask for, which somebody attached since. */
export const interfacesMade = ({ metadata }: Sent, interfaces: readonly Placed[]): readonly string[] => {
  const nics = metadata === null ? [] : openMetadata(metadata as RestoreMetadata).nics;
  const given = nics.map(({ networkInterfaceId }) => networkInterfaceId);
  const asked = nics.length === 0 ? [0] : nics.map(({ deviceIndex }) => deviceIndex);
  const isAsked = (at: number | null): boolean => metadata === null || asked.includes(null) || asked.includes(at);
  return interfaces.filter(({ id, deviceIndex }) => !given.includes(id) && isAsked(deviceIndex)).map(({ id }) => id);
};

/** Devices that the request named: what the backup does not have of them is made empty. */
const namedDevices = ({ metadata }: Sent): readonly unknown[] => {
  const mappings = metadata === null ? null : opened(openMetadata(metadata as RestoreMetadata), 'BlockDeviceMappings');
  return Array.isArray(mappings) ? mappings.filter(isObject).map(({ DeviceName }) => DeviceName) : [];
};

/** Those of an instance's volumes that the restore made: while its job ran, of a snapshot or at a device that it named. One that somebody attached since was made at another time. */
export const volumesMade = (sent: Sent, job: JobTimes | null, volumes: readonly VolumeFact[]): readonly VolumeFact[] => {
  const from = job?.createdAt.getTime() ?? Number.POSITIVE_INFINITY;
  const until = (job?.completedAt?.getTime() ?? Number.POSITIVE_INFINITY) + SLACK_MS;
  const devices = namedDevices(sent);
  return volumes.filter(
    ({ createdAt, snapshotId, device }) =>
      createdAt !== null &&
      createdAt.getTime() >= from &&
      createdAt.getTime() <= until &&
      (snapshotId !== null || (device !== null && devices.includes(device))),
  );
};

/** What a restore made beside its instance, by what is on that instance now: to be put on record once its job has ended. */
export const readMade = async (
  { aws }: Scope,
  sent: Sent,
  job: JobTimes | null,
  { instanceId, interfaces }: { readonly instanceId: string; readonly interfaces: readonly InterfaceFact[] },
): Promise<Result<MadeBeside, AwsProblem>> => {
  // Of an instance that has gone meanwhile nobody can tell any more.
  if (interfaces.length === 0) return ok({ interfaces: [], volumes: null });
  const volumes = await volumesBy(aws, 'attachment.instance-id', [instanceId]);
  const made = { interfaces: interfacesMade(sent, interfaces) };
  if (!volumes.ok) return volumes.error.code === 'access-denied' ? ok({ ...made, volumes: null }) : volumes;
  return ok({ ...made, volumes: volumesMade(sent, job, volumes.value).map(({ id }) => id) });
};

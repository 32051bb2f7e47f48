import { seedId } from '../seed/ids';
import type { BackupJob, Point, RegionState } from './types';

const ofResource = (region: RegionState, resourceArn: string): Point | undefined =>
  region.points.filter((point) => point.resourceArn === resourceArn).sort((a, b) => b.createdAt - a.createdAt)[0];

/** Ends a backup job with its point: one like the newest of the same resource, with what that was backed up with. Of a resource without any it is not kept. */
export const makePoint = (region: RegionState, job: BackupJob, regionName: string): void => {
  const like = ofResource(region, job.resourceArn);
  const arn = `arn:aws:ec2:${regionName}::image/${seedId('ami', `backup:${job.id}`)}`;
  job.pointArn = arn;
  if (like === undefined) return;
  // A new list: the index of the old one stays true of the old one.
  region.points = [...region.points, { ...like, arn, vault: job.vault, createdAt: job.finishesAt, tags: {} }];
};

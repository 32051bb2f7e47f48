import type { Point } from '../account/types';
import { seedFraction, seedId, seedUuid } from './ids';
import { backupSizeBytes } from './metadata';
import { ACCOUNT_ID } from './network';

const DAY = 86_400_000;

/** Three months, as the usual retention of a daily plan. */
const DAYS = 90;

interface Backed {
  readonly name: string;
  readonly resourceArn: string;
  readonly resourceType: string;
  readonly vault: string;
  readonly region: string;
  /** Days before now of the last point; deleted machines stopped being backed up. */
  readonly newestDaysAgo: number;
  readonly oldestDaysAgo: number;
  readonly everyDays: number;
}

const pointArn = (what: Backed, day: number): string => {
  const name = `${what.vault}:${what.name}:${what.resourceType}:${day}`;
  if (what.vault === 'compliance-airgapped') return `arn:aws:backup:${what.region}:${ACCOUNT_ID}:recovery-point:${seedUuid(name)}`;
  if (what.resourceType === 'EC2') return `arn:aws:ec2:${what.region}::image/${seedId('ami', name)}`;
  if (what.resourceType === 'EBS') return `arn:aws:ec2:${what.region}::snapshot/${seedId('snap', name)}`;
  if (what.resourceType === 'RDS') return `arn:aws:rds:${what.region}:${ACCOUNT_ID}:snapshot:awsbackup:job-${seedUuid(name)}`;
  return `arn:aws:backup:${what.region}:${ACCOUNT_ID}:recovery-point:${seedUuid(name)}`;
};

/** Daily points of one resource, at 02:00 to 03:00 of each day before `now`. */
const pointsOf = (what: Backed, now: number, tags: Readonly<Record<string, string>>): Point[] => {
  const midnight = Math.floor(now / DAY) * DAY;
  const out: Point[] = [];
  for (let ago = what.newestDaysAgo; ago <= what.oldestDaysAgo; ago += what.everyDays)
    out.push({
      arn: pointArn(what, ago),
      vault: what.vault,
      resourceArn: what.resourceArn,
      resourceName: what.name,
      resourceType: what.resourceType,
      status: 'COMPLETED',
      createdAt: midnight - ago * DAY + 2 * 3_600_000 - DAY + Math.floor(3_600_000 * seedFraction(`${what.name}:${ago}`)),
      sizeBytes: backupSizeBytes(what.name),
      deleteAfterDays: what.vault === 'compliance-airgapped' ? 365 : 95,
      metadataKey: what.resourceArn,
      tags,
    });
  return out;
};

/** A machine's daily points, and weekly ones in the air-gapped vault for databases. */
export const machinePoints = (name: string, resourceArn: string, region: string, vault: string, deleted: boolean, now: number): Point[] => {
  const base = {
    name,
    resourceArn,
    resourceType: 'EC2',
    region,
    vault,
    newestDaysAgo: deleted ? 20 : 0,
    oldestDaysAgo: DAYS,
    everyDays: 1,
  };
  const daily = pointsOf(base, now, { Name: name, backup: 'daily' });
  const copies = name.startsWith('db-') ? pointsOf({ ...base, vault: 'compliance-airgapped', everyDays: 7 }, now, { Name: name }) : [];
  return [...daily, ...copies];
};

/** Points of other services, so that a vault looks like a vault. */
export const otherPoints = (region: string, now: number): Point[] => {
  const others: readonly [string, string, string][] = [
    ['orders-db', 'RDS', `arn:aws:rds:${region}:${ACCOUNT_ID}:db:orders-db`],
    ['shared-files', 'EFS', `arn:aws:elasticfilesystem:${region}:${ACCOUNT_ID}:file-system/fs-0c1d2e3f4a5b60718`],
    ['sessions', 'DynamoDB', `arn:aws:dynamodb:${region}:${ACCOUNT_ID}:table/sessions`],
    ['invoice-archive', 'S3', 'arn:aws:s3:::invoice-archive'],
    ['db-primary-data', 'EBS', `arn:aws:ec2:${region}:${ACCOUNT_ID}:volume/vol-0a9b8c7d6e5f40312`],
  ];
  return others.flatMap(([name, resourceType, resourceArn]) =>
    pointsOf(
      {
        name,
        resourceArn,
        resourceType,
        region,
        vault: 'prod-daily',
        newestDaysAgo: 0,
        oldestDaysAgo: DAYS,
        everyDays: resourceType === 'EBS' ? 7 : 1,
      },
      now,
      { backup: 'daily' },
    ),
  );
};

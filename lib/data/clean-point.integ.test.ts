import { beforeAll, describe, expect, it } from 'vitest';
import { asOwner } from '@/lib/testing/owner';
import { must, SCOPE } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { cleanPoint } from './clean-point';
import { sweep } from './inventory/sweep';
import { pointDays } from './point-days';
import { listPoints } from './points';

simulatedAccount();

/** Points of the machine that is scanned, the newest first, and of one that is not. */
const pointsOf = async (text: string) =>
  must(await listPoints(SCOPE, { filter: { text }, order: 'created', direction: 'desc', offset: 0 })).points;

beforeAll(async () => {
  await sweep(SCOPE, 'vaults');
  await sweep(SCOPE, 'points:prod-daily');
});

describe('the newest clean point', () => {
  it('is the newest in which a scan found nothing, past those with malware', async () => {
    const points = await pointsOf('license-01');
    expect(points.slice(0, 5).map(({ scan }) => scan)).toEqual(['malware', 'malware', 'clean', 'clean', 'failed']);
    const resourceArn = points[0]?.resourceArn ?? '';
    const { arn, vault, resourceType, status, createdAt } = points[2] ?? {};
    expect(must(await cleanPoint(SCOPE, resourceArn))).toEqual({ arn, vault, resourceType, status, createdAt });
    // One that is not whole is no safe place to go back to.
    await asOwner(`update inventory_points set status = 'PARTIAL' where arn = $1`, [arn]);
    expect(must(await cleanPoint(SCOPE, resourceArn))?.arn).toBe(points[3]?.arn);
  });

  it('is none where nothing was scanned', async () => {
    const [point] = await pointsOf('web-01');
    expect(must(await cleanPoint(SCOPE, point?.resourceArn ?? ''))).toBeNull();
  });
});

describe('the days on which a resource got points', () => {
  it('are those of the zone that is asked for, the newest first, and tell how many can be restored', async () => {
    const [newest] = await pointsOf('license-01');
    const arn = newest?.resourceArn ?? '';
    const at = (hour: string) => asOwner(`update inventory_points set created_at = $1 where arn = $2`, [hour, newest?.arn]);
    await at('2030-01-31T20:00:00Z');
    expect(must(await pointDays(SCOPE, arn, 'UTC')).days[0]).toEqual({ day: '2030-01-31', points: 1, restorable: 1 });
    await asOwner(`update inventory_points set status = 'DELETING' where arn = $1`, [newest?.arn]);
    const { days, more } = must(await pointDays(SCOPE, arn, 'Asia/Tokyo'));
    expect(days[0]).toEqual({ day: '2030-02-01', points: 1, restorable: 0 });
    expect(days.map(({ day }) => day)).toEqual(
      days
        .map(({ day }) => day)
        .toSorted()
        .toReversed(),
    );
    expect(more).toBe(false);
    expect(must(await pointDays(SCOPE, 'arn:aws:ec2:ap-northeast-1:123456789012:instance/i-none', 'UTC'))).toMatchObject({
      days: [],
      more: false,
    });
  });
});

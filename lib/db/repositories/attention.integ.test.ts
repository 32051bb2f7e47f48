import { expect, it } from 'vitest';
import { asOwner } from '@/lib/testing/owner';
import { placesLookedAt, recordLooking } from './attention';

const place = { connection: 'default', account: '123456789012', region: 'ap-northeast-1' };
const other = { ...place, region: 'eu-west-1' };

it('attention is told by whoever looks, is news after a while without it, and wears off', async () => {
  expect(await recordLooking(place, 45_000)).toBe(true);
  expect(await recordLooking(place, 45_000)).toBe(false);
  expect(await recordLooking(other, 45_000)).toBe(true);
  expect(await placesLookedAt(45_000)).toEqual(expect.arrayContaining([place, other]));
  await asOwner("update attention set looked_at = looked_at - interval '1 minute' where region = 'eu-west-1'");
  expect(await placesLookedAt(45_000)).toEqual([place]);
  expect(await recordLooking(other, 45_000)).toBe(true);
});

it('is told of each connection apart', async () => {
  const second = { ...place, region: 'us-west-2', connection: 'second' };
  expect(await recordLooking({ ...second, connection: 'default' }, 45_000)).toBe(true);
  expect(await recordLooking(second, 45_000)).toBe(true);
  expect(
    (await placesLookedAt(45_000))
      .filter(({ region }) => region === 'us-west-2')
      .map(({ connection }) => connection)
      .sort(),
  ).toEqual(['default', 'second']);
});

import { describe, expect, it } from 'vitest';
import type { AccountState, Point, RegionState } from '../account/types';
import { TOKYO } from './article';
import { fleetSeed } from './huge';
import { SEEDS, withFleet, withoutFleet } from './seeds';

const NOW = Date.UTC(2026, 10, 24, 9);
const DAY = 86_400_000;
const region = (state: AccountState): RegionState => state.regions[TOKYO] as RegionState;
const fleet = region(fleetSeed('huge', 10_000)(NOW));
const own = fleet.points.filter((point) => point.resourceName.startsWith('fleet-'));
const primaryOf = (point: Point): string =>
  (JSON.parse(fleet.metadata[point.metadataKey]?.NetworkInterfaces ?? '[]') as { PrivateIpAddress: string }[])[0]?.PrivateIpAddress ?? '';

describe('the fleet', () => {
  it('has a thousand machines in ten vaults, their points over ninety days, and each point an ARN of its own', () => {
    expect(new Set(own.map((point) => point.resourceArn)).size).toBe(1_000);
    expect(new Set(own.map((point) => point.vault)).size).toBe(10);
    const ages = own.map((point) => (NOW - point.createdAt) / DAY);
    expect(Math.min(...ages)).toBeGreaterThan(0);
    expect(Math.max(...ages)).toBeGreaterThan(80);
    expect(Math.max(...ages)).toBeLessThan(91);
    expect(new Set(fleet.points.map((point) => point.arn)).size).toBe(fleet.points.length);
  });

  it('has addresses that move between machines, and never two holders of one at a time', () => {
    const machinesBy = (key: (point: Point) => string): readonly number[] => {
      const names = new Map<string, Set<string>>();
      for (const point of own) names.set(key(point), (names.get(key(point)) ?? new Set()).add(point.resourceName));
      return [...names.values()].map((each) => each.size);
    };
    expect(Math.max(...machinesBy(primaryOf))).toBeGreaterThan(1);
    const era = (point: Point): number => Math.floor((NOW - 3_600_000 - point.createdAt) / (30 * DAY));
    expect(Math.max(...machinesBy((point) => `${primaryOf(point)} ${era(point)}`))).toBe(1);
  });

  it('has of each running machine the addresses of its newest point, and of deleted machines no interface', () => {
    const newest = new Map([...own].sort((a, b) => a.createdAt - b.createdAt).map((point) => [point.resourceName, point]));
    const running = fleet.instances.filter((instance) => instance.name.startsWith('fleet-'));
    expect(running).toHaveLength(980);
    for (const { id, name } of running)
      expect(fleet.enis.find((eni) => eni.instanceId === id)?.addresses[0], name).toBe(primaryOf(newest.get(name) as Point));
  });
});

it('is stored without what can be made anew, and comes back the same', () => {
  const whole = SEEDS.huge(NOW);
  const stored = JSON.stringify(withoutFleet(whole));
  expect(stored.length).toBeLessThan(2_000_000);
  const back = region(withFleet(JSON.parse(stored) as AccountState));
  expect(back.points).toHaveLength(region(whole).points.length);
  expect(region(whole).points.length).toBeGreaterThan(98_000);
  expect(back).toEqual(region(whole));
});

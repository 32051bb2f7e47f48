import type { Point } from './types';

/** Points by what they are asked by; lists are newest first. */
interface PointsIndex {
  readonly byArn: ReadonlyMap<string, Point>;
  readonly byVault: ReadonlyMap<string, readonly Point[]>;
  readonly byResource: ReadonlyMap<string, readonly Point[]>;
  /** The newest point of each resource, newest first. */
  readonly newest: readonly Point[];
}

const indexes = new WeakMap<readonly Point[], PointsIndex>();

const grouped = (points: readonly Point[], key: (point: Point) => string): ReadonlyMap<string, readonly Point[]> => {
  const groups = new Map<string, Point[]>();
  for (const point of points) {
    const group = groups.get(key(point));
    if (group === undefined) groups.set(key(point), [point]);
    else group.push(point);
  }
  return groups;
};

/** The index of a region's points. Points come with the seed and never change, so each list of them is gone through once. */
export const pointsIndex = (points: readonly Point[]): PointsIndex => {
  const known = indexes.get(points);
  if (known !== undefined) return known;
  const sorted = [...points].sort((a, b) => b.createdAt - a.createdAt);
  const byResource = grouped(sorted, (point) => point.resourceArn);
  const index: PointsIndex = {
    // Of two with one ARN the first of the list counts, as a search from its start would find it.
    byArn: new Map([...points].reverse().map((point) => [point.arn, point])),
    byVault: grouped(sorted, (point) => point.vault),
    byResource,
    newest: [...byResource.values()].flatMap((group) => group.slice(0, 1)),
  };
  indexes.set(points, index);
  return index;
};

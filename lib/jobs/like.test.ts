import { expect, it } from 'vitest';
import { likenessAmong } from './like';

const took = (resourceArn: string, ...all: readonly number[]) => all.map((seconds) => ({ resourceArn, resourceType: 'EC2', seconds }));

it('of three restores of the same resource the median is what is expected, with their range', () => {
  const like = likenessAmong([...took('a', 60, 300, 90), ...took('b', 5, 5, 5, 5)]);
  expect(like({ resourceArn: 'a', resourceType: 'EC2' })).toEqual({
    of: 'resource',
    count: 3,
    medianSeconds: 90,
    leastSeconds: 60,
    mostSeconds: 300,
  });
});

it('where fewer are of the resource, those of its type are asked, and of an even number the middle two', () => {
  const like = likenessAmong([...took('a', 60, 90), ...took('b', 100, 200)]);
  expect(like({ resourceArn: 'a', resourceType: 'EC2' })).toMatchObject({ of: 'type', count: 4, medianSeconds: 95 });
  expect(like({ resourceArn: null, resourceType: 'EC2' })).toMatchObject({ of: 'type', count: 4 });
});

it('of too few, of another type, or of one that AWS does not name nothing is said', () => {
  const like = likenessAmong(took('a', 60, 90));
  expect(like({ resourceArn: 'a', resourceType: 'EC2' })).toBeNull();
  expect(likenessAmong(took('a', 1, 2, 3))({ resourceArn: 'b', resourceType: 'RDS' })).toBeNull();
  expect(likenessAmong(took('a', 1, 2, 3))({ resourceArn: null, resourceType: null })).toBeNull();
});

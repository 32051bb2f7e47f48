import { expect, it } from 'vitest';
import { stateChanges } from './announcer';

const thing = (id: string, state: string) => ({ id, state, sentence: `${id}: ${state}` });

it('announces changes of state, not arrivals, departures or the first sight', () => {
  const before = new Map([
    ['a', 'RUNNING'],
    ['b', 'PENDING'],
  ]);
  expect(stateChanges(null, [thing('a', 'RUNNING')])).toEqual([]);
  expect(stateChanges(before, [thing('a', 'RUNNING'), thing('c', 'PENDING')])).toEqual([]);
  expect(stateChanges(before, [thing('a', 'COMPLETED'), thing('b', 'FAILED')])).toEqual(['a: COMPLETED', 'b: FAILED']);
});

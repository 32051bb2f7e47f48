import { indexOf, SUBNET } from '@/lib/restore/address-map/testing';
import { addressWays } from '@/lib/restore/ways/ways';
import { type ConflictChoice, HOLDERS, planOfConflict, STATES, WANTED, worldOf } from '@/lib/testing/conflicts';
import { type Figure, quantile } from './figure';

const CONFLICTS = 200;
const RUNS = 30;

/** A number from 0 below `below` that looks like chance and is the same each time (Park and Miller). */
const chance = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
};

const pick = <T>(below: (count: number) => number, values: readonly [T, ...T[]]): T => values[below(values.length)] ?? values[0];

const choiceOf = (below: (count: number) => number): ConflictChoice => ({
  holder: pick(below, HOLDERS),
  state: pick(below, STATES),
  held: pick(below, ['primary', 'secondary', 'prefix']),
  wanted: pick(below, ['primary', 'secondary']),
  deviceIndex: below(3),
  deleteOnTermination: below(2) === 0,
  attachment: below(6) > 0,
  originalKnown: below(6) > 0,
  callerKnown: below(6) > 0,
  reserved: pick(below, ['none', 'explicit', 'prefix']),
  tags: pick(below, ['none', 'owner', 'autoscaling', 'kubernetes']),
  elasticIp: below(2) === 0,
  asText: false,
  denied: [],
});

/** Milliseconds that the ways of 200 conflicts take together, each of another plan and other facts. The facts are there: that they are indexed is the check's. */
export const waysTimes = (): readonly Figure[] => {
  const below = chance(20_261_129);
  const conflicts = Array.from({ length: CONFLICTS }, () => choiceOf(below)).map((choice) => ({
    plan: planOfConflict(choice),
    index: indexOf(worldOf(choice)),
  }));
  const times: number[] = [];
  let ways = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const from = performance.now();
    ways = 0;
    for (const { plan, index } of conflicts) ways += addressWays(plan, index, { subnetId: SUBNET, address: WANTED })?.ways.length ?? 0;
    times.push(performance.now() - from);
  }
  return [
    {
      name: `the ways to ${CONFLICTS} addresses that somebody holds, all together, median`,
      value: quantile(times, 0.5),
      unit: 'ms',
      atMost: 50,
      note: `${ways} ways`,
    },
    { name: 'the same, the first time', value: times[0] ?? 0, unit: 'ms', note: 'nothing compiled yet' },
  ];
};

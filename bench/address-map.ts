import { performance } from 'node:perf_hooks';
import { ipv4ToNumber } from '@/lib/net/ipv4';
import { stateCounts } from '@/lib/restore/address-map/counts';
import { addressField } from '@/lib/restore/address-map/field';
import { find } from '@/lib/restore/address-map/find';
import { NO_PLACEMENTS } from '@/lib/restore/address-map/placements';
import { longestRun, nextRun } from '@/lib/restore/address-map/runs';
import { crowd, indexOf, ip, SUBNET } from '@/lib/restore/address-map/testing';
import { tileSummaries } from '@/lib/restore/address-map/tile-summaries';
import { type Figure, quantile } from './figure';

const HELD = 60_000;
const PER_INTERFACE = 50;
const RUNS = 200;
const WARM_UP = 50;

const medianMs = (work: () => unknown): number => {
  const times: number[] = [];
  for (let run = 0; run < WARM_UP + RUNS; run += 1) {
    const from = performance.now();
    work();
    if (run >= WARM_UP) times.push(performance.now() - from);
  }
  return quantile(times, 0.5);
};

/** What the address map computes for a /16 with 60,000 addresses in use, without drawing: the field once for each answer of AWS, the rest on demand. */
export const benchAddressMap = (): readonly Figure[] => {
  const first = ip('10.50.0.16');
  const index = indexOf({ cidr: '10.50.0.0/16', interfaces: crowd(first, ipv4ToNumber(first), HELD, PER_INTERFACE) });
  const subnet = index.subnets.get(SUBNET);
  if (subnet === undefined) throw new Error('the subnet is not indexed');
  const field = addressField(subnet, index.instances, null);
  const of = 'a /16 with 60,000 addresses in use';
  return [
    { name: `States of ${of}, once for each answer`, value: medianMs(() => addressField(subnet, index.instances, null)), unit: 'ms' },
    {
      name: 'Its counts and 256 tiles, on each edit',
      value: medianMs(() => [stateCounts(field, NO_PLACEMENTS), tileSummaries(field, NO_PLACEMENTS)]),
      unit: 'ms',
    },
    {
      name: 'Free addresses in a row and the longest run',
      value: medianMs(() => [nextRun(field, NO_PLACEMENTS, field.range.first, 300), longestRun(field, NO_PLACEMENTS)]),
      unit: 'ms',
    },
    { name: 'One letter typed into its search', value: medianMs(() => find([subnet], index, 'pods', 8)), unit: 'ms' },
  ];
};

import type { Client } from 'pg';
import { headersOf } from '@/e2e/support/people';
import type { World } from '@/e2e/support/world';
import { paths } from '@/lib/paths';
import { type Figure, quantile } from './figure';
import { ownerOf } from './owner';
import { inventoryReady, PLACE } from './place';
import { withWorld } from './world';

const ROUNDS = 30;
/** Not counted: see `history.ts`. */
const FIRST_ROUNDS = 10;
const LATENCY_MS = 100;
const LONGEST_MS = 120_000;
const PAGES = [paths.points(PLACE), paths.resources(PLACE), paths.vaults(PLACE), paths.jobs(PLACE)];

/** Milliseconds of every answer, the pages in turns. */
const pageTimes = async (world: World): Promise<readonly number[]> => {
  const headers = await headersOf(world, 'operator');
  const times: number[] = [];
  for (let round = -FIRST_ROUNDS; round < ROUNDS; round += 1)
    for (const path of PAGES) {
      const from = performance.now();
      const answer = await fetch(`${world.url}${path}`, { headers });
      await answer.text();
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
      if (round >= 0) times.push(performance.now() - from);
    }
  return times;
};

/** How many points a second are read; 0: none. Both kinds are stopped, addresses alone are begun again. */
const setRates = async (client: Client, addresses: number | null): Promise<void> => {
  await client.query(`delete from settings where name in ('metadataReadsPerSecond', 'tagReadsPerSecond')`);
  await client.query(`insert into settings (name, value, changed_by, changed_at) values ('tagReadsPerSecond', '0', 'bench', now())`);
  if (addresses !== null)
    await client.query(`insert into settings (name, value, changed_by, changed_at) values ('metadataReadsPerSecond', $1, 'bench', now())`, [
      String(addresses),
    ]);
};

const readSoFar = async (client: Client): Promise<number> =>
  Number((await client.query<{ n: string }>('select count(*) as n from point_readings where addresses_read_at is not null')).rows[0]?.n);

/** Waits until more points were read than `before`, or until none was read for five seconds. */
const until = async (client: Client, goes: boolean): Promise<void> => {
  const from = performance.now();
  for (let before = await readSoFar(client); ; ) {
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    const now = await readSoFar(client);
    if (now > before === goes) return;
    before = now;
    if (performance.now() - from > LONGEST_MS) throw new Error(goes ? 'no address was read' : 'the reading of addresses did not end');
  }
};

/** What reading the addresses of a hundred thousand points behind costs whoever opens pages meanwhile, at the rate that is set where nobody chose another. */
export const benchAddressIndex = (): Promise<readonly Figure[]> =>
  withWorld(async (world) => {
    const client = await ownerOf(world);
    try {
      await setRates(client, 0);
      await inventoryReady(world);
      await world.control('latency', { ms: LATENCY_MS });
      await until(client, false);
      const without = await pageTimes(world);
      await setRates(client, null);
      // The next look at a vault begins the reading again; a page asks for one when the last is not fresh any more.
      await client.query(`update sweeps set finished_at = finished_at - interval '1 hour'`);
      await (await fetch(`${world.url}${paths.points(PLACE)}`, { headers: await headersOf(world, 'operator') })).text();
      await until(client, true);
      const [readBefore, from] = [await readSoFar(client), performance.now()];
      const during = await pageTimes(world);
      const rate = ((await readSoFar(client)) - readBefore) / ((performance.now() - from) / 1_000);
      const [p95, p95Without] = [quantile(during, 0.95), quantile(without, 0.95)];
      return [
        {
          name: 'Pages while the addresses of 100,000 points are read, to pages without it, 95th percentile',
          value: p95 / p95Without,
          unit: '×',
          atMost: 1.2,
          note: `${p95.toFixed(0)} and ${p95Without.toFixed(0)} ms`,
        },
        { name: 'Points whose addresses are read in a second, at the rate that is set at first', value: rate, unit: 'per s' },
      ];
    } finally {
      await client.end();
    }
  }, 'huge');

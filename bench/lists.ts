import type { Browser, Page } from '@playwright/test';
import { headersOf, signInTo } from '@/e2e/support/people';
import type { World } from '@/e2e/support/world';
import { paths } from '@/lib/paths';
import { consolePid, memoryMb } from './console-process';
import { type Figure, quantile } from './figure';
import { ownerOf } from './owner';
import { inventoryReady, PLACE } from './place';
import { withBrowser, withWorld } from './world';

const ROUNDS = 40;
/** Not counted: see `history.ts`. */
const FIRST_ROUNDS = 8;
const ANSWER_MS = 50;
const HTML_KB = 60;
/** A desk behind a slow line: a quarter of this processor, 10 Mbit/s, 40 ms there and back. */
const SLOW = { cpu: 4, bytesPerSecond: 10_000_000 / 8, latencyMs: 40 } as const;
const LOADS = 3;
/** So long after a page has loaded nothing large is painted any more. */
const SETTLE_MS = 1_500;

/** A server action as the browser sends it, to be sent again with another question. */
interface Sent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: readonly [{ readonly query: { readonly filter: object } & Readonly<Record<string, unknown>> }];
}

/** What the browser sends when `act` makes the list ask the console. */
const sentBy = async (page: Page, act: () => Promise<void>): Promise<Sent> => {
  const waiting = page.waitForRequest(
    (request) => request.headers()['next-action'] !== undefined && (request.postData() ?? '').includes('"offset"'),
  );
  await act();
  const request = await waiting;
  const { cookie: _cookie, 'content-length': _length, ...headers } = await request.allHeaders();
  return {
    url: request.url(),
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(':'))),
    body: JSON.parse(request.postData() ?? '[]'),
  };
};

type Question = (round: number) => Readonly<Record<string, unknown>> & { readonly filter?: Readonly<Record<string, unknown>> };

const addressOf = (i: number): string => `10.60.${i % 10}.${10 + (i % 90)}`;

/** What people ask a long list of points, each with other values in each round. */
const POINT_QUESTIONS: Readonly<Record<string, Question>> = {
  'first page': () => ({}),
  'a page from the middle': (i) => ({ offset: 100 * (400 + (i % 50)) }),
  'sorted by name': () => ({ order: 'name', direction: 'asc' }),
  'sorted by size': () => ({ order: 'size', direction: 'desc' }),
  'of one status': () => ({ filter: { statuses: ['COMPLETED'] } }),
  'by an address': (i) => ({ filter: { text: addressOf(i) } }),
  'by a /24': (i) => ({ filter: { text: `10.60.${i % 10}.0/24` } }),
  'by a name': (i) => ({ filter: { text: `fleet-${String((i * 37) % 1_000).padStart(4, '0')}` } }),
  'by a tag': (i) => ({ filter: { text: `tag:Team=${['billing', 'search', 'data'][i % 3]}` } }),
  'by a date': (i) => ({ filter: { text: `before 2026-10-${String(1 + (i % 28)).padStart(2, '0')}` } }),
  'newest of each resource': () => ({ filter: { newest: true } }),
};

/** What people ask the list of resources. */
const RESOURCE_QUESTIONS: Readonly<Record<string, Question>> = {
  'by name': (i) => ({ filter: { text: `fleet-${String(i % 10)}` } }),
  'by an address': (i) => ({ filter: { text: addressOf(i) } }),
  'by a /24': (i) => ({ filter: { text: `10.60.${i % 10}.0/24` } }),
  'by a tag': (i) => ({ filter: { text: `tag:Team=${['billing', 'search', 'data'][i % 3]}` } }),
};

/** Sends it with another question; the milliseconds until the whole answer is there. */
const ask = async (sent: Sent, cookie: string, change: ReturnType<Question>): Promise<number> => {
  const [input] = sent.body;
  const query = { ...input.query, ...change, filter: { ...input.query.filter, ...change.filter } };
  const from = performance.now();
  const response = await fetch(sent.url, {
    method: 'POST',
    headers: { ...sent.headers, cookie },
    body: JSON.stringify([{ ...input, query }]),
  });
  const text = await response.text();
  if (!response.ok || text.includes('"ok":false')) throw new Error(`the list answered ${response.status}: ${text.slice(0, 300)}`);
  return performance.now() - from;
};

const timed = async (name: string, once: (round: number) => Promise<number>): Promise<Figure> => {
  for (let i = 0; i < FIRST_ROUNDS; i += 1) await once(ROUNDS + i);
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i += 1) times.push(await once(i));
  return { name, value: quantile(times, 0.95), unit: 'ms', atMost: ANSWER_MS, note: `median ${quantile(times, 0.5).toFixed(0)} ms` };
};

/** The answers of the lists while the inventory is read from its start to its end, again and again. */
const answers = (world: World, points: number): Promise<readonly Figure[]> =>
  withBrowser(async (browser) => {
    const page = await browser.newPage({ baseURL: world.url, locale: 'en-GB' });
    await signInTo(page.context(), world, 'operator');
    // The list asks for its rest first.
    await page.goto(paths.points(PLACE), { waitUntil: 'networkidle' });
    const search = page.getByRole('searchbox').first();
    const list = await sentBy(page, () => search.fill('fleet'));
    const groups = await sentBy(page, () => page.getByRole('checkbox', { name: 'Group by resource' }).check());
    await page.goto(paths.resources(PLACE), { waitUntil: 'networkidle' });
    const resources = await sentBy(page, () => page.getByRole('searchbox').first().fill('fleet'));
    await page.close();
    const { cookie } = await headersOf(world, 'operator');
    const ids = await someIds(world);
    const reading = readAgainAndAgain(world);
    const figures: Figure[] = [];
    try {
      const byId: Question = (i) => ({ filter: { text: ids[i % ids.length] ?? '' } });
      for (const [name, question] of Object.entries({ ...POINT_QUESTIONS, 'by the id of one': byId }))
        figures.push(
          await timed(`${points} points, ${name}, while they are read anew, p95`, (i) =>
            ask(list, cookie, { ...question(i), filter: { text: '', ...question(i).filter } }),
          ),
        );
      const grouped = `${points} points grouped by resource, while they are read anew, p95`;
      figures.push(await timed(grouped, () => ask(groups, cookie, { filter: { text: '' } })));
      for (const [name, question] of Object.entries(RESOURCE_QUESTIONS))
        figures.push(
          await timed(`resources of ${points} points, ${name}, while they are read anew, p95`, (i) => ask(resources, cookie, question(i))),
        );
      return figures;
    } finally {
      await reading.end();
    }
  });

/** Keeps the whole inventory being read: as soon as it was read, it is to be read again. `end` throws what went wrong meanwhile. */
const readAgainAndAgain = (world: World): { readonly end: () => Promise<void> } => {
  let ended = false;
  const work = async (): Promise<void> => {
    const client = await ownerOf(world);
    try {
      while (!ended) {
        await client.query(
          `update sweeps set whole_at = null, finished_at = finished_at - interval '1 hour' where finished_at > now() - interval '30 minutes'`,
        );
        await fetch(`${world.url}${paths.points(PLACE)}`, { headers: await headersOf(world, 'operator') }).then((answer) => answer.text());
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      }
    } finally {
      await client.end();
    }
  };
  const working = work();
  // Told by `end`.
  working.catch(() => undefined);
  return {
    end: async () => {
      ended = true;
      await working;
    },
  };
};

/** Milliseconds until the largest part of a page is painted, behind the slow line, with nothing in the cache. */
const largestPaint = async (browser: Browser, world: World, path: string): Promise<number> => {
  const context = await browser.newContext({ locale: 'en-GB', viewport: { width: 1280, height: 800 } });
  try {
    await signInTo(context, world, 'operator');
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: SLOW.latencyMs,
      downloadThroughput: SLOW.bytesPerSecond,
      uploadThroughput: SLOW.bytesPerSecond,
    });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOW.cpu });
    await page.goto(`${world.url}${path}`);
    await page.waitForTimeout(SETTLE_MS);
    return await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? 0)).observe({
            type: 'largest-contentful-paint',
            buffered: true,
          });
        }),
    );
  } finally {
    await context.close();
  }
};

const PAGES = {
  points: paths.points(PLACE),
  resources: paths.resources(PLACE),
  history: paths.history(),
  jobs: paths.jobs(PLACE),
} as const;

/** When pages are painted, against the empty settings page of the same run, taken in turns; and what their HTML weighs. */
const paints = (world: World): Promise<readonly Figure[]> =>
  withBrowser(async (browser) => {
    const all = { settings: paths.settings(), ...PAGES };
    const times = new Map<string, number[]>();
    for (let load = 0; load < LOADS; load += 1)
      for (const [name, path] of Object.entries(all))
        times.set(name, [...(times.get(name) ?? []), await largestPaint(browser, world, path)]);
    const median = (name: string): number => quantile(times.get(name) ?? [], 0.5);
    const headers = await headersOf(world, 'operator');
    const figures: Figure[] = [
      {
        name: 'largest paint of the settings page, a quarter of the processor, 10 Mbit/s, 40 ms',
        value: median('settings') / 1_000,
        unit: 's',
        atMost: 1.2,
      },
    ];
    for (const [name, path] of Object.entries(PAGES)) {
      figures.push({
        name: `largest paint of ${name}, in that of the settings page`,
        value: median(name) / median('settings'),
        unit: '×',
        atMost: 1.15,
        note: `${(median(name) / 1_000).toFixed(2)} s`,
      });
      const html = await (await fetch(`${world.url}${path}`, { headers })).text();
      figures.push({ name: `HTML of ${name}`, value: Buffer.byteLength(html) / 1_000, unit: 'kB', atMost: HTML_KB });
    }
    return figures;
  });

/** The ids of some points, each of another machine's. */
const someIds = async (world: World): Promise<readonly string[]> => {
  const client = await ownerOf(world);
  const { rows } = await client.query<{ id: string }>(
    `select distinct on (resource_arn) split_part(arn, '/', -1) as id from inventory_points where resource_name like 'fleet-%' order by resource_arn, created_at limit ${ROUNDS + FIRST_ROUNDS}`,
  );
  await client.end();
  return rows.map(({ id }) => id);
};

/** Says of every point which addresses and tags it has, as the reading behind would after hours: one layout and one set of tags for each machine. */
const fillReadings = async (world: World): Promise<number> => {
  const client = await ownerOf(world);
  await client.query(`
    create temporary table machines as
      select resource_arn, gen_random_uuid() as id, row_number() over (order by resource_arn) as n
        from inventory_points where resource_name like 'fleet-%' group by resource_arn;
    insert into address_layouts (id, interfaces) select id, '[]' from machines;
    insert into layout_addresses (layout, address, role, nic)
      select id, format('10.60.%s.%s', n % 10, 10 + n / 10 % 90)::inet, 'primary', 0 from machines;
    insert into tag_sets (id, tags)
      select id, jsonb_build_object('Team', (array['billing','search','data','media'])[1 + n % 4], 'Name', n::text) from machines;
    insert into point_readings (account, region, vault, arn, resource_arn, resource_name, created_at, layout, addresses_read_at, tag_set, tags_read_at)
      select p.account, p.region, p.vault, p.arn, p.resource_arn, p.resource_name, p.created_at, m.id, now(), m.id, now()
        from inventory_points p join machines m using (resource_arn)
      on conflict (account, region, vault, arn) do update set layout = excluded.layout, tag_set = excluded.tag_set;
    analyze`);
  const { rows } = await client.query<{ n: number }>('select count(*)::int as n from inventory_points');
  await client.end();
  const points = rows[0]?.n ?? 0;
  if (points === 0) throw new Error('there is no recovery point to ask for');
  return points;
};

const memoryOf = (what: string, pid: number | undefined): Figure => {
  const { now, most } = memoryMb(pid ?? 0);
  return { name: `memory of ${what}, the most that it had`, value: most, unit: 'MB', note: `${now.toFixed(0)} MB now` };
};

/** A million points take minutes to read, and half of the memory of a small machine: measured when it is asked for by name. */
export const benchListsMillion = (): Promise<readonly Figure[]> =>
  withWorld(async (world) => {
    await inventoryReady(world, 1_800_000);
    const points = await fillReadings(world);
    const answered = await answers(world, points);
    return [...answered, memoryOf('the console', consolePid(world)), memoryOf('the worker', world.processOf('The worker'))];
  }, 'million');

/** The lists at a hundred thousand points. */
export const benchLists = (): Promise<readonly Figure[]> =>
  withWorld(async (world) => {
    await inventoryReady(world);
    const points = await fillReadings(world);
    const painted = await paints(world);
    return [...(await answers(world, points)), ...painted];
  }, 'huge');

import { gunzipSync } from 'node:zlib';
import { BackupClient, StartRestoreJobCommand } from '@aws-sdk/client-backup';
import { headersOf } from '@/e2e/support/people';
import type { World } from '@/e2e/support/world';
import { api } from '@/lib/paths';
import { ROWS_DELTA, ZIPPED } from '@/lib/rows-delta';
import { startSandbox } from '@/lib/sandbox/server';
import { consolePid, cpuSeconds } from './console-process';
import { type Figure, quantile } from './figure';
import { ownerOf } from './owner';
import { ARTICLE_POINT, PLACE } from './place';
import { withWorld } from './world';

const JOBS = 500;
const TABS = 200;
const EVERY_MS = 3_000;
const MEASURED_MS = 30_000;
const CHANGES = 5;
/** Restores of the simulated account that take so long that all of them run while it is measured. */
const SLOW = 0.02;
/** So long a job of the simulated account waits at full speed. */
const WAITING_SECONDS = 6;

const client = (url: string): BackupClient =>
  new BackupClient({ region: PLACE.region, endpoint: url, credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } });

/** A /20 of the simulated account, with room for all of them. */
const SUBNET = 'subnet-0dffedf8a5832f722';
const addressOf = (n: number): string => `10.1.${66 + Math.floor(n / 200)}.${10 + (n % 200)}`;

const start = async (backup: BackupClient, n: number): Promise<string> => {
  const NetworkInterfaces = JSON.stringify([
    { DeviceIndex: 0, SubnetId: SUBNET, PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: addressOf(n) }] },
  ]);
  const { RestoreJobId = '' } = await backup.send(
    new StartRestoreJobCommand({
      RecoveryPointArn: ARTICLE_POINT,
      IamRoleArn: 'arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole',
      Metadata: { InstanceType: 't3.small', NetworkInterfaces },
      ResourceType: 'EC2',
    }),
  );
  return RestoreJobId;
};

/** One open tab: it asks every three seconds, with what it has. */
class Tab {
  readonly times: number[] = [];
  /** The bytes of each answer that told only what changed. */
  readonly changes: number[] = [];
  unchanged = 0;
  /** When it first saw each of the jobs that are waited for. */
  readonly seen = new Map<string, number>();
  #etag: string | null = null;
  #ended = false;
  readonly #url: string;
  readonly #wanted: ReadonlySet<string>;
  readonly #cookie: string;
  constructor(url: string, cookie: string, wanted: ReadonlySet<string>) {
    this.#url = url;
    this.#cookie = cookie;
    this.#wanted = wanted;
  }
  async poll(): Promise<void> {
    while (!this.#ended) {
      const from = performance.now();
      const response = await fetch(this.#url, {
        headers: {
          cookie: this.#cookie,
          'accept-encoding': 'gzip',
          ...(this.#etag === null ? {} : { 'if-none-match': this.#etag, 'a-im': `${ROWS_DELTA}, ${ZIPPED}` }),
        },
      });
      const body = Buffer.from(await response.arrayBuffer());
      const text = (response.headers.get('im')?.includes(ZIPPED) === true ? gunzipSync(body) : body).toString();
      this.times.push(performance.now() - from);
      if (response.status === 304) this.unchanged += 1;
      else {
        this.#etag = response.headers.get('etag');
        if (response.status === 226) this.changes.push(text.length);
        for (const id of this.#wanted) if (!this.seen.has(id) && text.includes(id)) this.seen.set(id, performance.now());
      }
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, EVERY_MS - (performance.now() - from))));
    }
  }
  /** Begins counting anew. */
  forget(): void {
    this.times.length = 0;
    this.changes.length = 0;
    this.unchanged = 0;
  }
  end(): void {
    this.#ended = true;
  }
}

/** Waits until all jobs are known and what they were started with was read. */
const settled = async (world: World): Promise<void> => {
  const client = await ownerOf(world);
  for (;;) {
    const { rows } = await client.query<{ n: number }>('select count(*)::int as n from restore_jobs where metadata_read_at is not null');
    if ((rows[0]?.n ?? 0) >= JOBS) break;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  await client.end();
};

const running = async (world: World): Promise<number> => {
  const list = (await (await fetch(`${world.url}${api.jobs(PLACE)}`, { headers: await headersOf(world, 'operator') })).json()) as {
    readonly jobs: readonly { readonly status: string }[];
  };
  return list.jobs.filter(({ status }) => status === 'RUNNING').length;
};

const measure = async (world: World, account: string): Promise<readonly Figure[]> => {
  const backup = client(account);
  for (let i = 0; i < JOBS; i += 20) await Promise.all(Array.from({ length: 20 }, (_, at) => start(backup, i + at)));
  const wanted = new Set<string>();
  const began = new Map<string, number>();
  // Each of somebody else's session, as two hundred people have it; made one by one, for each takes a connection of the database.
  const tabs: Tab[] = [];
  while (tabs.length < TABS) tabs.push(new Tab(`${world.url}${api.jobs(PLACE)}`, (await headersOf(world, 'operator')).cookie, wanted));
  const polling = tabs.map(async (tab, i) => {
    await new Promise((resolve) => setTimeout(resolve, (i * EVERY_MS) / TABS));
    await tab.poll();
  });
  await settled(world);
  // Past the time in which a job waits: from now on each moves on.
  const clock = await fetch(`${account}/_sandbox/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceSeconds: WAITING_SECONDS / SLOW }),
  });
  if (!clock.ok) throw new Error(`the clock answered ${clock.status}`);
  for (let tries = 0; (await running(world)) < JOBS; tries += 1) {
    if (tries === 120) throw new Error(`only ${await running(world)} of ${JOBS} jobs run`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
  const pid = consolePid(world);
  for (const tab of tabs) tab.forget();
  const [cpu, from] = [cpuSeconds(pid), performance.now()];
  for (let change = 0; change < CHANGES; change += 1) {
    await new Promise((resolve) => setTimeout(resolve, MEASURED_MS / CHANGES - 500));
    const id = await start(backup, JOBS + change);
    began.set(id, performance.now());
    wanted.add(id);
  }
  const share = ((cpuSeconds(pid) - cpu) / (performance.now() - from)) * 1_000 * 100;
  const times = tabs.flatMap((tab) => tab.times);
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  for (const tab of tabs) tab.end();
  await Promise.all(polling);
  const whole = await (await fetch(`${world.url}${api.jobs(PLACE)}`, { headers: await headersOf(world, 'operator') })).text();
  const delays = [...began].flatMap(([id, at]) => tabs.map((tab) => ((tab.seen.get(id) ?? Number.POSITIVE_INFINITY) - at) / 1_000));
  const unchanged = tabs.reduce((sum, tab) => sum + tab.unchanged, 0);
  const what = `${JOBS} running jobs, ${TABS} tabs polling every ${EVERY_MS / 1_000} s`;
  return [
    {
      name: `${what}: answer, p95`,
      value: quantile(times, 0.95),
      unit: 'ms',
      atMost: 100,
      note: `median ${quantile(times, 0.5).toFixed(0)} ms, ${unchanged} answers of ${times.length} unchanged`,
    },
    { name: `${what}: console, of one core`, value: share, unit: '%', atMost: 30 },
    {
      name: `${what}: a new job of AWS's on the screen, median`,
      value: quantile(delays, 0.5),
      unit: 's',
      atMost: 4,
      note: `p95 ${quantile(delays, 0.95).toFixed(1)} s`,
    },
    { name: 'an answer with all jobs, before compression', value: whole.length / 1_024, unit: 'kB' },
    {
      name: 'an answer that tells what changed, median, before compression',
      value:
        quantile(
          tabs.flatMap((tab) => tab.changes),
          0.5,
        ) / 1_024,
      unit: 'kB',
    },
  ];
};

/** Two hundred open job lists on a place where five hundred restores run. */
export const benchPolling = async (): Promise<readonly Figure[]> => {
  const sandbox = await startSandbox({ port: 0, seed: 'article', speed: SLOW, log: () => undefined });
  try {
    return await withWorld((world) => measure(world, sandbox.url), 'article', { AWS_ENDPOINT_URL: sandbox.url });
  } finally {
    await sandbox.close();
  }
};

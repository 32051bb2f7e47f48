import { beforeEach, describe, expect, it } from 'vitest';
import { withTransaction } from '@/lib/db/client';
import { rawExecutor } from '@/lib/db/raw';
import { asOwner } from '@/lib/testing/owner';
import { claimTask, completeClaim, failClaim, handBack, renewClaims } from './claim';
import { queueNames } from './queues';
import { ensureTask, goingTasks, sendTask } from './send';
import { ensureTasks, sendTasks } from './send-many';
import { discardTask, listTasks, retryTask, tasksVersion } from './tasks';

const sql = rawExecutor();
const place = { connection: 'default', actor: 'operator', account: '123456789012', region: 'ap-northeast-1' };
const other = { ...place, region: 'eu-west-1' };
const all = () => listTasks(sql, 100);
const states = async () => (await all()).tasks.map(({ state }) => state);
const claim = async (queue = 'follow-jobs') => {
  const taken = await claimTask(sql, queue, 15);
  if (taken === null) throw new Error('nothing was due');
  return taken;
};
const fail = (taken: Awaited<ReturnType<typeof claim>>, final = false) =>
  withTransaction((tx) => failClaim(rawExecutor(tx), taken, { code: 'deadline' }, final));
/** As if its time had come. */
const makeDue = () => asOwner("update pgboss.job set start_after = now() - interval '1 second' where state < 'active'");

beforeEach(async () => {
  await asOwner('delete from pgboss.job');
});

describe('a task', () => {
  it('is there if the transaction is kept that sent it, and only then', async () => {
    await withTransaction((tx) => sendTask(rawExecutor(tx), 'follow-jobs', place));
    const broken = withTransaction(async (tx) => {
      await sendTask(rawExecutor(tx), 'verify', place);
      throw new Error('half-way');
    });
    await expect(broken).rejects.toThrow('half-way');
    expect((await all()).tasks).toMatchObject([
      { queue: 'follow-jobs', state: 'waiting', about: { ...place, subject: null, attempt: null }, tries: 0, failure: null },
    ]);
  });

  it('waits once per key, and is brought forward by whoever wants it earlier', async () => {
    expect(await sendTask(sql, 'follow-jobs', place, { startAfter: 600 })).toBe('sent');
    expect(await sendTask(sql, 'follow-jobs', place, { startAfter: 900 })).toBe('waiting');
    expect(await claimTask(sql, 'follow-jobs', 15)).toBeNull();
    expect(await sendTask(sql, 'follow-jobs', place)).toBe('waiting');
    expect(await sendTask(sql, 'follow-jobs', other)).toBe('sent');
    expect((await all()).counts).toMatchObject({ waiting: 2 });
    expect((await claim()).data).toEqual(place);
  });

  it('is one, however many send it in the same moment', async () => {
    const sent = await Promise.all(Array.from({ length: 20 }, () => sendTask(sql, 'follow-jobs', place)));
    expect(sent.filter((each) => each === 'sent')).toHaveLength(1);
    expect((await all()).counts.waiting).toBe(1);
  });

  it('may be sent while one of its key runs, and runs after it without keeping other keys from running', async () => {
    await sendTask(sql, 'follow-jobs', place);
    const first = await claim();
    await sendTask(sql, 'follow-jobs', place);
    await sendTask(sql, 'follow-jobs', other);
    expect((await claim()).data).toEqual(other);
    expect(await claimTask(sql, 'follow-jobs', 15)).toBeNull();
    await completeClaim(sql, first);
    expect((await claim()).data).toEqual(place);
  });

  it('goes before others by its priority', async () => {
    await sendTask(sql, 'inventory', { ...place, subject: 'resources' });
    await sendTask(sql, 'inventory', { ...place, subject: 'vaults' }, { priority: 5 });
    expect(await claimTask(sql, 'inventory', 15, 6)).toBeNull();
    expect((await claimTask(sql, 'inventory', 15, 5))?.data).toMatchObject({ subject: 'vaults' });
    expect(await claimTask(sql, 'inventory', 15, 1)).toBeNull();
    expect((await claim('inventory')).data).toMatchObject({ subject: 'resources' });
  });

  it('is told of as going while it runs or is due soon', async () => {
    await sendTask(sql, 'inventory', { ...place, subject: 'vaults' });
    await sendTask(sql, 'inventory', { ...place, subject: 'points:later' }, { startAfter: 600 });
    await sendTask(sql, 'inventory', { ...other, subject: 'vaults' });
    const going = async () => (await goingTasks(sql, 'inventory', place)).map(({ subject }) => subject);
    expect(await going()).toEqual(['vaults']);
    const taken = await claim('inventory');
    expect(await going()).toEqual(['vaults']);
    await completeClaim(sql, taken);
    expect(await going()).toEqual([]);
  });

  it('is refused with data that its queue does not take, or where there is no queue', async () => {
    await expect(sendTask(sql, 'carry-out-attempt', { ...place, attempt: 'not an id' })).rejects.toThrow('attempt');
    await asOwner("update pgboss.queue set name = 'gone' where name = 'verify'");
    await expect(sendTask(sql, 'verify', place)).rejects.toThrow('There is no queue verify');
    await asOwner("update pgboss.queue set name = 'verify' where name = 'gone'");
  });

  it('keeps nothing in the database but its data', async () => {
    const data = { ...place, subject: 'vaults', attempt: '8f7a5f0e-6f0c-4f0c-9a53-0f8a4e5a4a11', instanceId: 'i-0', addresses: [] };
    for (const name of queueNames) await sendTask(sql, name, data as never);
    const rows = await asOwner('select name, data from pgboss.job');
    expect(rows).toHaveLength(queueNames.length);
    for (const row of rows) expect(row.data).toMatchObject({ connection: 'default', actor: 'operator' });
  });
});

describe('work that must go on', () => {
  it('has one task that waits or runs, and a new one when that was lost', async () => {
    expect(await ensureTask(sql, 'follow-jobs', place)).toBe('sent');
    expect(await ensureTask(sql, 'follow-jobs', place)).toBe('waiting');
    const taken = await claim();
    expect(await ensureTask(sql, 'follow-jobs', place)).toBe('waiting');
    await completeClaim(sql, taken);
    expect(await ensureTask(sql, 'follow-jobs', place)).toBe('sent');
  });

  it('begins anew only minutes after a failure for good', async () => {
    await ensureTask(sql, 'follow-jobs', place);
    await fail(await claim(), true);
    expect(await states()).toEqual(['failed']);
    await ensureTask(sql, 'follow-jobs', place);
    expect(await claimTask(sql, 'follow-jobs', 15)).toBeNull();
    await ensureTask(sql, 'follow-jobs', other);
    expect((await claim()).data).toEqual(other);
    expect((await states()).toSorted()).toEqual(['failed', 'running', 'waiting']);
  });
});

describe('several tasks at once', () => {
  const of = (subject: string, priority = 0) => ({ data: { ...place, subject }, priority });
  const waiting = async () => (await all()).tasks.map(({ about, state }) => `${about?.subject} ${state}`).toSorted();

  it('are sent as one is: once per key, by their priority, brought forward where one waits, and beside one that runs', async () => {
    await sendTask(sql, 'inventory', { ...place, subject: 'later' }, { startAfter: 600 });
    await sendTask(sql, 'inventory', { ...place, subject: 'running' });
    expect((await claim('inventory')).data).toMatchObject({ subject: 'running' });
    await sendTasks(sql, 'inventory', [of('later'), of('running'), of('new'), of('first', 1)]);
    await sendTasks(sql, 'inventory', [of('first', 1), of('new')]);
    expect(await waiting()).toEqual(['first waiting', 'later waiting', 'new waiting', 'running running', 'running waiting']);
    expect((await claim('inventory')).data).toEqual({ ...place, subject: 'first' });
    expect((await claim('inventory')).data).toMatchObject({ subject: 'later' });
  });

  it('are one per key, however many send them in the same moment', async () => {
    const some = ['a', 'b', 'c', 'd'].map((subject) => of(subject));
    await Promise.all(Array.from({ length: 20 }, (_, at) => sendTasks(sql, 'inventory', at % 2 === 0 ? some : some.toReversed())));
    expect(await waiting()).toEqual(['a waiting', 'b waiting', 'c waiting', 'd waiting']);
  });

  it('are sent only where none of their key waits or runs, and minutes later where one failed for good', async () => {
    await ensureTasks(sql, 'inventory', []);
    await ensureTasks(sql, 'inventory', [of('fails'), of('runs', 1)]);
    expect((await claim('inventory')).data).toMatchObject({ subject: 'runs' });
    await fail(await claim('inventory'), true);
    await ensureTasks(sql, 'inventory', [of('fails'), of('runs'), of('new')]);
    expect((await claim('inventory')).data).toMatchObject({ subject: 'new' });
    expect(await claimTask(sql, 'inventory', 15)).toBeNull();
    expect((await all()).counts).toMatchObject({ waiting: 1, running: 2 });
  });

  it('are refused where there is no queue', async () => {
    await asOwner("update pgboss.queue set name = 'gone' where name = 'inventory'");
    await expect(sendTasks(sql, 'inventory', [of('vaults')])).rejects.toThrow('There is no queue inventory');
    await asOwner("update pgboss.queue set name = 'inventory' where name = 'gone'");
  });
});

describe('one try', () => {
  it('that was lost to another worker neither renews, nor ends, nor fails, nor hands back what that one has', async () => {
    await sendTask(sql, 'follow-jobs', place);
    const lost = await claim();
    await handBack(sql, lost);
    const now = await claim();
    expect(now).toMatchObject({ id: lost.id, turn: lost.turn + 1 });
    expect(await renewClaims(sql, [lost, now], 15)).toEqual([lost]);
    expect(await completeClaim(sql, lost)).toBe(false);
    expect(await fail(lost)).toBe(false);
    await handBack(sql, lost);
    expect(await states()).toEqual(['running']);
    expect(await completeClaim(sql, now)).toBe(true);
    expect(await states()).toEqual([]);
  });

  it('that fails is followed by as many as the queue allows, later each time, and then by none', async () => {
    await sendTask(sql, 'follow-jobs', place);
    const waits: number[] = [];
    for (let turn = 0; turn <= 3; turn += 1) {
      expect((await all()).tasks[0]?.tries).toBe(turn);
      await fail(await claim());
      const [task] = (await all()).tasks;
      if (task?.dueAt != null) waits.push(task.dueAt.getTime() - Date.now());
      await makeDue();
    }
    expect(waits).toHaveLength(3);
    expect(waits[2]).toBeGreaterThan(waits[0] ?? 0);
    expect((await all()).tasks).toMatchObject([
      { queue: 'follow-jobs', state: 'failed', about: place, failure: { code: 'deadline' }, tries: null },
    ]);
  });

  it('that is handed back does not count', async () => {
    await sendTask(sql, 'follow-jobs', place);
    for (let turn = 0; turn < 6; turn += 1) await handBack(sql, await claim());
    await fail(await claim());
    expect(await states()).toEqual(['retrying']);
  });

  it('that is handed back where one of its key is tried again already leaves the work to that one', async () => {
    await sendTask(sql, 'follow-jobs', place);
    const failing = await claim();
    await sendTask(sql, 'follow-jobs', place);
    await fail(failing);
    const second = await claim();
    await handBack(sql, second);
    expect(await states()).toEqual(['retrying']);
  });
});

describe('a person', () => {
  const inTransaction = <T>(work: (tx: ReturnType<typeof rawExecutor>) => Promise<T>): Promise<T> =>
    withTransaction((tx) => work(rawExecutor(tx)));
  const only = async () => (await all()).tasks[0]?.id ?? '';

  it('has a failed task carried out again, or gives it up', async () => {
    await sendTask(sql, 'inventory', { ...place, subject: 'vaults' });
    await fail(await claim('inventory'), true);
    const id = await only();
    expect(await inTransaction((tx) => retryTask(tx, id))).toEqual({
      ok: true,
      value: { queue: 'inventory', state: 'failed', about: { ...place, subject: 'vaults', attempt: null } },
    });
    expect(await states()).toEqual(['waiting']);
    await fail(await claim('inventory'), true);
    const again = await only();
    expect(await inTransaction((tx) => discardTask(tx, again))).toMatchObject({ ok: true, value: { state: 'failed' } });
    expect(await states()).toEqual([]);
    expect(await inTransaction((tx) => retryTask(tx, again))).toEqual({ ok: false, error: 'gone' });
  });

  it('and a colleague have a failed task carried out again: once', async () => {
    await sendTask(sql, 'inventory', { ...place, subject: 'vaults' });
    await fail(await claim('inventory'), true);
    const id = await only();
    const answers = await Promise.all(Array.from({ length: 6 }, () => inTransaction((tx) => retryTask(tx, id))));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.error === 'gone')).toHaveLength(5);
    expect(await states()).toEqual(['waiting']);
  });

  it('sees what is to be seen to first, and what runs and waits in turn in one place', async () => {
    const subject = (n: number) => sendTask(sql, 'inventory', { ...place, subject: `points:${n}` });
    for (const n of [1, 2, 3, 4]) await subject(n);
    await fail(await claim('inventory'), true);
    await fail(await claim('inventory'));
    const shown = async () => (await all()).tasks.map(({ state, about }) => `${state} ${about?.subject}`);
    const before = ['failed points:1', 'retrying points:2', 'waiting points:3', 'waiting points:4'];
    expect(await shown()).toEqual(before);
    await asOwner("update pgboss.job set priority = 1 where data->>'subject' = 'points:4'");
    await claim('inventory');
    expect(await shown()).toEqual([...before.slice(0, 3), 'running points:4']);
  });

  it('is told by a version of every change, and of nothing else', async () => {
    const versions = new Set<string>();
    const news = async (): Promise<boolean> => {
      const [version, size] = [await tasksVersion(sql), versions.size];
      return versions.add(version).size > size;
    };
    expect(await news()).toBe(true);
    await sendTask(sql, 'inventory', { ...place, subject: 'vaults' });
    expect(await news()).toBe(true);
    const held = await claim('inventory');
    expect(await news()).toBe(true);
    await renewClaims(sql, [held], 20);
    expect(await news()).toBe(false);
    await fail(held);
    expect(await news()).toBe(true);
    await inTransaction(async (tx) => retryTask(tx, await only()));
    expect(await news()).toBe(true);
    await fail(await claim('inventory'), true);
    expect(await news()).toBe(true);
    await inTransaction(async (tx) => discardTask(tx, await only()));
    expect(await news()).toBe(false);
    await sendTask(sql, 'verify', place);
    expect(await news()).toBe(true);
    await asOwner("update pgboss.job set start_after = now() - interval '1 minute'");
    expect(await news()).toBe(true);
  });

  it('has a task carried out now that waits for a later moment or after a failure', async () => {
    await sendTask(sql, 'follow-jobs', place, { startAfter: 600 });
    await inTransaction(async (tx) => retryTask(tx, await only()));
    await fail(await claim());
    expect(await states()).toEqual(['retrying']);
    expect(await claimTask(sql, 'follow-jobs', 15)).toBeNull();
    await inTransaction(async (tx) => retryTask(tx, await only()));
    expect((await claim()).data).toEqual(place);
  });

  it('leaves alone what runs', async () => {
    await sendTask(sql, 'follow-jobs', place);
    await claim();
    const id = await only();
    expect(await inTransaction((tx) => retryTask(tx, id))).toEqual({ ok: false, error: 'running' });
    expect(await inTransaction((tx) => discardTask(tx, id))).toEqual({ ok: false, error: 'running' });
  });

  it('sees at most so many of each state, and how many there are', async () => {
    for (let n = 0; n < 5; n += 1) await sendTask(sql, 'inventory', { ...place, subject: `points:${n}` });
    await claim('inventory');
    const list = await listTasks(sql, 2);
    expect(list.counts).toEqual({ failed: 0, running: 1, retrying: 0, waiting: 4 });
    expect(list.tasks.map(({ state }) => state)).toEqual(['running', 'waiting', 'waiting']);
  });

  it('sees since when work has been due that no worker takes', async () => {
    const since = async () => (await all()).unattendedSince;
    await sendTask(sql, 'follow-jobs', place);
    await sendTask(sql, 'verify', place, { startAfter: 600 });
    expect(await since()).toBeNull();
    await asOwner("update pgboss.job set start_after = now() - interval '1 minute' where name = 'follow-jobs'");
    expect(Date.now() - ((await since())?.getTime() ?? 0)).toBeGreaterThan(50_000);
    await sendTask(sql, 'inventory', { ...place, subject: 'vaults' });
    await claim('inventory');
    expect(await since()).toBeNull();
    await asOwner("update pgboss.job set started_on = now() - interval '1 minute' where state = 'active'");
    expect(await since()).not.toBeNull();
  });

  it('sees a task whose data this version does not take, and cannot have it carried out', async () => {
    await sendTask(sql, 'inventory', { ...place, subject: 'vaults' });
    await asOwner(`update pgboss.job set data = '{"subject": 7}'`);
    const id = await only();
    expect((await all()).tasks).toMatchObject([{ about: null, queue: 'inventory' }]);
    expect(await inTransaction((tx) => retryTask(tx, id))).toEqual({ ok: false, error: 'unreadable' });
  });
});

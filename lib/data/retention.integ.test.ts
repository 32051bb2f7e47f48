import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '@/lib/db/client';
import { recordJob } from '@/lib/db/repositories/outcomes';
import { readRestore } from '@/lib/db/repositories/restores';
import { events } from '@/lib/db/schema/record';
import { settings } from '@/lib/db/schema/settings';
import { changeSettingOperation } from '@/lib/operations/console';
import { HANAKO, noRules, ruleFor, storePeople, submittedAt, TAKESHI } from '@/lib/testing/approvals';
import { asOwner } from '@/lib/testing/owner';
import { ACKNOWLEDGED, draftAt, must, OPERATOR, PLACE, SCOPE, startedAt, sweepNow } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { commit, startAtOf } from '@/lib/testing/starts';
import { getDraft } from './drafts';
import { addNote } from './history/notes';
import { applyRetention } from './retention';
import { changeSetting } from './settings/change';
import { listSettings, setting } from './settings/read';
import { SETTING_NAMES, SETTINGS, type SettingName } from './settings/table';
import { cancelWait } from './waits/change';
import { waitForStart } from './waits/set-up';

// The database's clock is the one that is put forward here.
vi.mock('@/lib/db/about', async (original) => ({ ...(await original<object>()), databaseNow: async () => new Date() }));

const account = simulatedAccount({ speed: 1 });
const DAY_MS = 24 * 3_600_000;
const inDays = (days: number): number => Date.now() + days * DAY_MS;

beforeEach(async () => {
  await db().delete(settings);
});

afterEach(() => vi.useRealTimers());

/** The changes of a setting that the console's chain tells of, oldest first. */
const choices = async (name: SettingName): Promise<readonly { readonly from: unknown; readonly to: unknown }[]> => {
  const told = await db().select().from(events).where(sql`${events.chain} = 'console' and ${events.subject} = ${name}`).orderBy(events.seq);
  return told.map(({ data }) => JSON.parse(data));
};

describe('a setting', () => {
  it('has its initial value until it is chosen, refuses what it cannot be, and each choice is an event', async () => {
    expect(await setting('keepRestoresDays')).toBeNull();
    must(await changeSetting(OPERATOR, 'keepRestoresDays', 30));
    expect(await setting('keepRestoresDays')).toBe(30);
    expect(await changeSetting(OPERATOR, 'keepRestoresDays', -1)).toMatchObject({ error: { code: 'bad-input' } });
    expect(await changeSetting(OPERATOR, 'requireReason', 'yes')).toMatchObject({ error: { code: 'bad-input' } });
    expect(must(await listSettings()).find(({ name }) => name === 'keepRestoresDays')).toMatchObject({
      value: 30,
      changed: { by: 'operator' },
    });
    const told = await db().select().from(events).where(sql`${events.chain} = 'console'`).orderBy(events.seq);
    expect(told.map(({ kind, data }) => [kind, JSON.parse(data)])).toContainEqual([
      'settings-changed',
      { name: 'keepRestoresDays', from: null, to: 30 },
    ]);
  });

  it.each(SETTING_NAMES.filter((name) => SETTINGS[name].schema.safeParse(null).success))('%s is emptied again: for good', async (name) => {
    for (const value of [7, null]) {
      const { input } = changeSettingOperation;
      must(await changeSettingOperation.run(input.parse({ name, value }), { caller: OPERATOR }));
    }
    expect(await setting(name)).toBeNull();
    expect(must(await listSettings()).find((view) => view.name === name)).toMatchObject({ value: null, changed: { by: 'operator' } });
    expect((await choices(name)).slice(-2)).toEqual([
      { name, from: SETTINGS[name].initial, to: 7 },
      { name, from: 7, to: null },
    ]);
  });

  it('changed by several at once tells of each change what was before it', async () => {
    const before = await choices('keepRestoresDays');
    const values = Array.from({ length: 8 }, (_, i) => i + 1);
    for (const each of await Promise.all(values.map((value) => changeSetting(OPERATOR, 'keepRestoresDays', value)))) must(each);
    const told = (await choices('keepRestoresDays')).slice(before.length);
    expect(told.map(({ from }) => from)).toEqual([null, ...told.map(({ to }) => to).slice(0, -1)]);
    expect(await setting('keepRestoresDays')).toBe(told.at(-1)?.to);
  });

  it('that is stored as what it cannot be has its initial value', async () => {
    await db().insert(settings).values({ name: 'absentAfterSeconds', value: 'soon', changedBy: 'x', changedAt: new Date() });
    expect(await setting('absentAfterSeconds')).toBe(600);
  });
});

describe('retention', () => {
  it('keeps everything where no setting says otherwise, and plans for their time', async () => {
    const { draftId } = await draftAt('10.1.10.210');
    const { restoreId } = await startedAt('10.1.10.211');
    await account.control('clock', { advanceSeconds: 60 });
    await sweepNow();
    await applyRetention(inDays(89));
    must(await getDraft(SCOPE, draftId));
    await applyRetention(inDays(91));
    expect(await getDraft(SCOPE, draftId)).toMatchObject({ error: { code: 'not-found' } });
    expect(await readRestore(restoreId)).not.toBeNull();
  });

  it('keeps a plan of which something goes on, however short a time plans are kept', async () => {
    await storePeople(OPERATOR, HANAKO, TAKESHI);
    must(await changeSetting(OPERATOR, 'keepDraftsDays', 1));
    const old = await draftAt('10.1.10.214');
    const waiting = await draftAt('10.1.10.215');
    const order = { ...waiting, acknowledged: ACKNOWLEDGED, notBefore: inDays(3), until: inDays(4) };
    const { waitId } = must(await waitForStart(SCOPE, OPERATOR, order));
    await ruleFor();
    const asked = await submittedAt('10.1.10.216');
    await noRules();
    const left = async () => {
      await applyRetention(inDays(2));
      const all = await Promise.all([old, waiting, asked.order].map(({ draftId }) => getDraft(SCOPE, draftId)));
      return all.map(({ ok }) => ok);
    };
    expect(await left()).toEqual([false, true, true]);
    must(await cancelWait(SCOPE, OPERATOR, waitId));
    expect(await left()).toEqual([false, false, true]);
  });

  it('deletes restores that ended, with all that is theirs but their events, and none that is under way; they do not come back', async () => {
    const { restoreId, jobId } = await startedAt('10.1.10.212');
    must(await addNote(OPERATOR, restoreId, 'old'));
    await account.control('clock', { advanceSeconds: 60 });
    await sweepNow();
    const running = await commit(await startAtOf('10.1.10.213'));
    await recordJob(running.attempt.id, 'STILL-RUNNING', 'answer');
    must(await changeSetting(OPERATOR, 'keepRestoresDays', 30));
    await applyRetention(inDays(31));
    expect(await readRestore(restoreId)).toBeNull();
    expect(await readRestore(running.restore.id)).not.toBeNull();
    const kept = await db().select().from(events).where(sql`${events.subject} = ${restoreId}`);
    expect(kept.map(({ kind }) => kind)).toContain('restore-started');
    const told = await db().select().from(events).where(sql`${events.kind} = 'retention-applied'`).orderBy(events.seq);
    expect(JSON.parse(told.at(-1)?.data ?? '{}')).toMatchObject({ restores: expect.any(Number), drafts: 0 });
    vi.useFakeTimers({ toFake: ['Date'], now: inDays(31) });
    await sweepNow();
    vi.useRealTimers();
    const back = await db().execute(sql`select 1 from restores where job_id = ${jobId}`);
    expect(back.rows).toEqual([]);
  });

  it('keeps a restore, and its plan, while somebody cleans up what it made', async () => {
    const { restoreId } = await startedAt('10.1.10.217');
    await account.control('clock', { advanceSeconds: 60 });
    await sweepNow();
    const draftId = (await readRestore(restoreId))?.draftId ?? '';
    const way = [draftId, PLACE.account, PLACE.region];
    await asOwner(
      `insert into way_runs (id, connection, account, region, actor, draft_id, kind, mode, state, subject, interface_id, name, steps, before, moved_at, created_at)
       values (gen_random_uuid(), 'default', $2, $3, 'operator', $1, 'clean-up', 'guided', 'open', '{}', 'eni-1', 'x', '[]', '[]', now(), now())`,
      way,
    );
    must(await changeSetting(OPERATOR, 'keepRestoresDays', 1));
    await applyRetention(inDays(2));
    expect(await readRestore(restoreId)).not.toBeNull();
    must(await getDraft(SCOPE, draftId));
    await asOwner(`update way_runs set state = 'done', ended_at = now() where draft_id = $1`, [draftId]);
    await applyRetention(inDays(2));
    expect(await readRestore(restoreId)).toBeNull();
  });

  it('deletes what was noted around an instance when it is as old as answers of AWS may be', async () => {
    await db().execute(
      sql`insert into surroundings (account, region, instance_id, read_at, facts) values ('1', 'r', 'i-noted', now(), '{}')`,
    );
    const left = async () => (await db().execute(sql`select 1 from surroundings where instance_id = 'i-noted'`)).rows.length;
    must(await changeSetting(OPERATOR, 'keepAnswersDays', 30));
    await applyRetention(inDays(29));
    expect(await left()).toBe(1);
    await applyRetention(inDays(31));
    expect(await left()).toBe(0);
  });
});

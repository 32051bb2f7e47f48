import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { saveJobs } from '@/lib/db/repositories/job-changes';
import { recordJob } from '@/lib/db/repositories/outcomes';
import { readRestore } from '@/lib/db/repositories/restores';
import type { Start } from '@/lib/db/repositories/runs';
import { failureInPlan } from '@/lib/jobs/failure-in-plan';
import type { KnownFailure } from '@/lib/jobs/known-failures';
import { listHistoryOperation } from '@/lib/operations/history';
import { sha256 } from '@/lib/record/event';
import { check } from '@/lib/restore/check';
import { indexFacts } from '@/lib/restore/fact-index';
import { factsSubject } from '@/lib/restore/facts-subject';
import { planAt } from '@/lib/restore/undo';
import { asOwner } from '@/lib/testing/owner';
import { must, OPERATOR, PLACE, POINT, SCOPE, startAt, startedAt, sweepNow } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { commit, startAtOf } from '@/lib/testing/starts';
import { getDraft } from './drafts';
import { readFacts } from './facts';
import { getHistoryEntry, listHistory, restoreAgain } from './history';
import { exportHistory } from './history/export';
import { addNote, changeNote } from './history/notes';
import type { ExportedEntry, HistoryFilter } from './history/views';

const account = simulatedAccount({ speed: 1 });

const textOf = async (format: 'csv' | 'json', filter: HistoryFilter = {}): Promise<string> => {
  let text = '';
  for await (const piece of await exportHistory(OPERATOR, filter, format)) text += piece;
  return text;
};
const found = async (filter: HistoryFilter): Promise<readonly (string | null)[]> =>
  must(await listHistory(OPERATOR, filter, null)).entries.map((entry) => entry.resourceName);

/** A reader of RFC 4180 that knows nothing of the writer. */
const parseCsv = (text: string): readonly (readonly string[])[] => {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let i = text.startsWith('\uFEFF') ? 1 : 0; i < text.length; i += 1) {
    const char = text[i];
    if (quoted && char === '"' && text[i + 1] === '"') {
      cell += '"';
      i += 1;
    } else if (char === '"') quoted = !quoted;
    else if (!quoted && (char === ',' || char === '\r')) {
      rows.at(-1)?.push(cell);
      cell = '';
      if (char === '\r') {
        rows.push([]);
        i += 1;
      }
    } else cell += char;
  }
  return rows.filter((row) => row.length > 0);
};

/** A restore as it would be after a real start, of something with a name that an enemy chose, at a time of its own. */
const past = async (
  change: { readonly startedBy?: string; readonly account?: string } & Partial<Start['restore']>,
  job?: { readonly status: string; readonly message: string | null },
): Promise<string> => {
  const start = await startAtOf('10.1.10.230');
  const { startedBy, account: owner, ...restore } = change;
  const at = change.intendedAt ?? new Date();
  const { id } = (
    await commit({
      ...start,
      run: { ...start.run, actor: startedBy ?? 'operator', account: owner ?? start.run.account },
      restore: { ...start.restore, metadata: {}, ...restore },
      claims: [],
    })
  ).restore;
  if (job === undefined) return id;
  const jobId = randomUUID();
  await recordJob(start.attempt.id, jobId, 'answer');
  const completedAt = new Date(at.getTime() + 90_000);
  await saveJobs(
    PLACE,
    [
      {
        id: jobId,
        recoveryPointArn: POINT,
        sourceResourceArn: null,
        vaultArn: null,
        resourceType: 'EC2',
        status: job.status,
        statusMessage: job.message,
        percentDone: null,
        roleArn: null,
        expectedMinutes: null,
        createdResourceArn: null,
        sizeBytes: null,
        createdAt: at,
        completedAt,
      },
    ],
    new Date(),
  );
  return id;
};

const EVIL = ["=cmd|' /C calc'!A0", '+1+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '"quoted", and\nbroken', '=HYPERLINK("http://x","y")'];

beforeAll(async () => {
  for (const [i, resourceName] of EVIL.entries())
    await past(
      { resourceName, startedBy: resourceName, intendedAt: new Date(Date.UTC(2026, 0, 1 + i)) },
      { status: 'FAILED', message: resourceName },
    );
  await past(
    { resourceName: '100%_sure', startedBy: 'eve', intendedAt: new Date(Date.UTC(2026, 1, 1)) },
    { status: 'COMPLETED', message: null },
  );
  await past({ resourceName: 'other', startedBy: 'eve', intendedAt: new Date(Date.UTC(2026, 1, 2)) }, { status: 'ABORTED', message: null });
  // Just now: an older one of which AWS knows nothing would count as forgotten.
  await past({ resourceName: 'strange', intendedAt: new Date() }, { status: 'HALF_DONE', message: null });
});

describe('a restore in the history', () => {
  it('tells who, what, when, the addresses asked for and obtained, how long, and what the review showed', async () => {
    const { restoreId, jobId } = await startedAt('10.1.10.210', '10.1.10.211');
    await account.control('clock', { advanceSeconds: 40 });
    await sweepNow();
    const detail = must(await getHistoryEntry(OPERATOR, restoreId));
    expect(detail.entry).toMatchObject({
      startedBy: 'operator',
      outcome: 'completed',
      durationSeconds: 23,
      resourceName: 'intranet-01',
      asked: [
        { deviceIndex: 0, role: 'primary', address: '10.1.10.210' },
        { deviceIndex: 0, role: 'secondary', address: '10.1.10.211' },
      ],
      addressesMatch: true,
      jobId,
      createdResourceId: expect.stringMatching(/^i-/),
    });
    expect(detail.diagnostics.map((each) => each.rule)).toContain('F21');
    expect(detail.differences?.map((each) => each.reason)).toContain('clash-with-interfaces');
    expect(detail.metadata).toEqual((await readRestore(restoreId))?.metadata);
  });

  it.each([randomUUID(), 'x', "' or true --", '../..', ''])('the forged id %j is not found', async (id) => {
    expect(await getHistoryEntry(OPERATOR, id)).toEqual({ ok: false, error: { code: 'not-found', what: 'restore', id } });
    expect(await addNote(OPERATOR, id, 'x')).toMatchObject({ error: { code: 'not-found' } });
    expect(await restoreAgain(OPERATOR, id)).toMatchObject({ error: { code: 'not-found' } });
  });
});

describe('filters', () => {
  it('find by name with wildcards taken literally, every word in any column', async () => {
    expect(await found({ text: '100%_SURE' })).toEqual(['100%_sure']);
    expect(await found({ text: '%_' })).toEqual(['100%_sure']);
    expect(await found({ text: 'eve other' })).toEqual(['other']);
    expect(await found({ text: 'eve nothing' })).toEqual([]);
  });

  it('find an address that was asked for or obtained, and words of a note', async () => {
    expect(await found({ text: '10.1.10.211' })).toEqual(['intranet-01']);
    const { entries } = must(await listHistory(OPERATOR, { text: '100%_sure' }, null));
    must(await addNote(OPERATOR, entries[0]?.id ?? '', 'Ticket OPS-4711'));
    expect(await found({ text: 'ops-4711' })).toEqual(['100%_sure']);
  });

  it('by user, outcome and days, newest first, the last instant excluded', async () => {
    expect(await found({ user: 'eve' })).toEqual(['other', '100%_sure']);
    expect(await found({ outcomes: ['aborted'] })).toEqual(['other']);
    expect(await found({ outcomes: ['running'] })).toEqual(['strange']);
    expect(await found({ outcomes: ['completed', 'aborted'], user: 'eve' })).toEqual(['other', '100%_sure']);
    expect(await found({ from: '2026-02-01T00:00:00Z', before: '2026-02-02T00:00:00Z' })).toEqual(['100%_sure']);
    expect(await found({ text: 'OTHER' })).toEqual(['other']);
    expect(await found({ text: '100%_SURE' })).toEqual(['100%_sure']);
    expect(await found({ outcomes: [] })).toHaveLength(EVIL.length + 4);
  });

  it.each(['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'])('take %s, which PostgreSQL knows', async (at) => {
    const given = listHistoryOperation.input.parse({ from: at, before: at });
    expect(must(await listHistoryOperation.run(given, { caller: OPERATOR })).entries).toEqual([]);
  });

  it.each(['0000-01-01T00:00:00Z', '9999-12-31T23:00:00-02:00', '0001-01-01T00:00:00+01:00'])('refuse %s', async (at) => {
    for (const given of [{ from: at }, { before: at }]) expect(listHistoryOperation.input.safeParse(given).success).toBe(false);
    expect(await listHistory(OPERATOR, {}, `${at}_${randomUUID()}`)).toMatchObject({ error: { code: 'bad-input' } });
  });

  it('count what they find and page through it', async () => {
    const page = must(await listHistory(OPERATOR, { outcomes: ['failed'] }, null));
    expect([page.counted, page.next, page.entries.length]).toEqual([{ total: EVIL.length, atLeast: false }, null, EVIL.length]);
    expect(page.users).toContain('eve');
    expect(await listHistory(OPERATOR, {}, 'nonsense')).toMatchObject({ error: { code: 'bad-input' } });
    const last = page.entries.at(-1);
    expect(must(await listHistory(OPERATOR, { outcomes: ['failed'] }, `${last?.startedAt}_${last?.id}`)).entries).toEqual([]);
  });
});

describe('the export', () => {
  it('as CSV has no cell that a spreadsheet takes for a formula, and loses nothing', async () => {
    const rows = parseCsv(await textOf('csv', { outcomes: ['failed'] }));
    const [head = [], ...lines] = rows;
    expect(lines).toHaveLength(EVIL.length);
    for (const line of lines) {
      expect(line).toHaveLength(head.length);
      for (const cell of line) expect(cell).not.toMatch(/^[=+\-@\t\r\n]/);
    }
    const names = lines.map((line) => line[head.indexOf('resource_name')]?.replace(/^'/, ''));
    expect(names).toEqual(EVIL.toReversed());
    expect(lines.map((line) => line[head.indexOf('aws_message')]?.replace(/^'/, ''))).toEqual(EVIL.toReversed());
  });

  it('as CSV begins so that Excel reads it as UTF-8, and holds the filtered list only', async () => {
    const text = await textOf('csv', { user: 'eve' });
    expect(text.startsWith('\uFEFFrestore_id,account,')).toBe(true);
    expect(parseCsv(text)).toHaveLength(3);
  });

  it('as JSON is one list, empty or not', async () => {
    expect(JSON.parse(await textOf('json', { user: 'nobody' }))).toEqual([]);
    const list = JSON.parse(await textOf('json', { outcomes: ['failed'] })) as { resourceName: string }[];
    expect(list.map((entry) => entry.resourceName)).toEqual(EVIL.toReversed());
  });

  it('says of each restore what its page says, member by member: one under way, one that was refused, one that ended', async () => {
    const running = await startedAt('10.1.10.226');
    await account.control('faults', { kind: 'denied', operation: 'StartRestoreJob', times: 1 });
    const answer = await startAt('10.1.10.227');
    const refusedId = !answer.ok && answer.error.code === 'refused' ? answer.error.restoreId : '';
    const list = JSON.parse(await textOf('json')) as readonly ExportedEntry[];
    const told = new Map(list.map(({ noteTexts, startedByName, ...entry }) => [entry.id, entry]));
    expect(told.get(running.restoreId)).toMatchObject({ endedAt: null, durationSeconds: null });
    expect(told.get(refusedId)).toMatchObject({
      outcome: 'refused',
      durationSeconds: null,
      awsMessage: expect.stringContaining('not authorized'),
    });
    expect(list.some(({ durationSeconds }) => durationSeconds !== null)).toBe(true);
    for (const [id, entry] of told) expect(entry).toEqual(must(await getHistoryEntry(OPERATOR, id)).entry);
  });

  it('is on record before its first piece: who, which filter, which format, how many as far as they were counted', async () => {
    const exported = async () =>
      (await asOwner(`select actor, data from events where chain = 'console' and kind = 'history-exported' order by seq desc limit 1`)).map(
        ({ actor, data }) => ({ actor, data: JSON.parse(String(data)) as unknown }),
      );
    const pieces = await exportHistory(OPERATOR, { outcomes: ['failed'], text: undefined }, 'csv');
    expect(await exported()).toEqual([
      { actor: 'operator', data: { format: 'csv', selection: '{"outcomes":["failed"]}', rows: EVIL.length, more: false } },
    ]);
    await pieces.return(undefined);
    const total = must(await listHistory(OPERATOR, {}, null)).counted;
    await textOf('json');
    expect(await exported()).toEqual([
      { actor: 'operator', data: { format: 'json', selection: null, rows: total?.total, more: total?.atLeast } },
    ]);
  });

  it('leaves of what was typed no word in the record, for it may be a name', async () => {
    for await (const _piece of await exportHistory(OPERATOR, { text: 'Mika Brandt', origin: 'here' }, 'csv')) break;
    const [last] = await asOwner(`select data from events where chain = 'console' and kind = 'history-exported' order by seq desc limit 1`);
    const { selection } = JSON.parse(String(last?.data)) as { readonly selection: string };
    expect(JSON.parse(selection)).toEqual({ origin: 'here', textSha256: sha256('Mika Brandt') });
  });

  it('goes on past one batch', async () => {
    expect(parseCsv(await textOf('csv')).length).toBe((must(await listHistory(OPERATOR, {}, null)).counted?.total ?? 0) + 1);
  });
});

describe('restore again', () => {
  it('gives a new draft of the caller with the very plan, at its first revision', async () => {
    const { restoreId } = await startedAt('10.1.10.212', '10.1.10.213');
    const again = must(await restoreAgain(OPERATOR, restoreId));
    expect(again).toMatchObject(PLACE);
    const draft = must(await getDraft(SCOPE, again.draftId));
    expect(planAt(draft.history)).toEqual((await readRestore(restoreId))?.plan);
    expect(draft).toMatchObject({ owner: 'operator', revision: 1, started: null });
    expect(must(await restoreAgain(OPERATOR, restoreId)).draftId).not.toBe(again.draftId);
  });

  const failedOf = async (restoreId: string) => {
    const again = must(await restoreAgain(OPERATOR, restoreId));
    const { history } = must(await getDraft(SCOPE, again.draftId));
    const plan = planAt(history);
    return { plan, failed: plan.source.failed, facts: await readFacts(SCOPE, factsSubject(plan)) };
  };

  it('after a failure brings along what failed, why, and where it is asked for again', async () => {
    const { restoreId } = await startedAt('10.1.10.216', '10.1.10.217');
    await account.control('take-address', { address: '10.1.10.217', name: 'quick-03' });
    await account.control('clock', { advanceSeconds: 5 });
    await sweepNow();
    const { plan, failed, facts } = await failedOf(restoreId);
    expect(failed).toMatchObject({
      restoreId,
      jobId: expect.any(String),
      at: expect.any(String),
      message: 'Address 10.1.10.217 is in use.',
      known: { rule: 'F3', code: 'address-in-use', subject: '10.1.10.217' },
      key: 'NetworkInterfaces',
    });
    expect(check(plan, indexFacts(facts)).find(({ code }) => code === 'failed-before')).toMatchObject({
      rule: 'J10',
      severity: 'warning',
      at: '/NetworkInterfaces/0/PrivateIpAddresses/1',
    });
  });

  it('after a lack of capacity asks about types that the zone has instead', async () => {
    await account.control('shortage', { type: 't2.micro', zone: 'ap-northeast-1a' });
    const { restoreId } = await startedAt('10.1.10.228');
    await account.control('clock', { advanceSeconds: 5 });
    await sweepNow();
    const { plan, failed, facts } = await failedOf(restoreId);
    expect(failed).toMatchObject({ known: { rule: 'F17', code: 'capacity' }, key: 'InstanceType', text: 't2.micro' });
    const { at, fixes } = failureInPlan(plan, indexFacts(facts), failed?.known as KnownFailure);
    expect(at).toBe('/InstanceType');
    expect(fixes.map(({ params }) => params.type)).toEqual(expect.arrayContaining(['t3.micro', 't3a.micro']));
  });

  it('after one that went well brings nothing along', async () => {
    const { restoreId } = await startedAt('10.1.10.219');
    expect((await failedOf(restoreId)).failed).toBeUndefined();
  });

  it('of an account that is not served answers so', async () => {
    const id = await past({ account: '999999999999' });
    expect(await restoreAgain(OPERATOR, id)).toMatchObject({ error: { code: 'wrong-account' } });
  });
});

describe('notes', () => {
  it('are kept with who and when, oldest first, lines and all', async () => {
    const { restoreId } = await startedAt('10.1.10.214');
    must(await addNote(OPERATOR, restoreId, '  first\nline  '));
    must(await addNote(OPERATOR, restoreId, '<b>second</b> =1+1'));
    const { noteList, entry } = must(await getHistoryEntry(OPERATOR, restoreId));
    expect(noteList.map(({ author, text }) => [author, text])).toEqual([
      ['operator', 'first\nline'],
      ['operator', '<b>second</b> =1+1'],
    ]);
    expect(entry.notes).toBe(2);
    expect(must(await listHistory(OPERATOR, { text: 'first' }, null)).entries[0]).toMatchObject({ id: restoreId, notes: 2 });
  });

  it('are edited with what they said kept, found by what they say now, and not over somebody else’s edit', async () => {
    const { restoreId } = await startedAt('10.1.10.215');
    const { id } = must(await addNote(OPERATOR, restoreId, 'unverified'));
    must(await changeNote(OPERATOR, { restoreId, noteId: id, before: 'unverified', text: 'all good now' }));
    expect(await changeNote(OPERATOR, { restoreId, noteId: id, before: 'unverified', text: 'mine' })).toMatchObject({
      error: { code: 'note-changed' },
    });
    must(await changeNote(OPERATOR, { restoreId, noteId: id, before: 'all good now', text: 'confirmed' }));
    const { noteList } = must(await getHistoryEntry(OPERATOR, restoreId));
    expect(noteList).toMatchObject([
      { text: 'confirmed', author: 'operator', edited: { by: 'operator' }, before: [{ text: 'unverified' }, { text: 'all good now' }] },
    ]);
    expect(must(await listHistory(OPERATOR, { text: 'confirmed' }, null)).entries.map((each) => each.id)).toContain(restoreId);
    expect(must(await listHistory(OPERATOR, { text: 'unverified' }, null)).entries.map((each) => each.id)).not.toContain(restoreId);
  });

  it('that are saved unchanged are no edit: no version, no event', async () => {
    const { restoreId } = await startedAt('10.1.10.228');
    const { id } = must(await addNote(OPERATOR, restoreId, 'as it was'));
    const told = () => asOwner(`select count(*)::int as events from events where subject = '${restoreId}'`);
    const before = await told();
    must(await changeNote(OPERATOR, { restoreId, noteId: id, before: 'as it was', text: ' as it was\n' }));
    expect(must(await getHistoryEntry(OPERATOR, restoreId)).noteList).toMatchObject([{ text: 'as it was', edited: null, before: [] }]);
    expect(await told()).toEqual(before);
  });
});

describe('AWS’s own words', () => {
  it('find a restore: of a job that failed, and of a start that was refused', async () => {
    await past(
      { resourceName: 'failed-for-room', intendedAt: new Date() },
      { status: 'FAILED', message: 'Insufficient free addresses in the subnet' },
    );
    expect(await found({ text: 'INSUFFICIENT addresses' })).toContain('failed-for-room');
    await account.control('faults', { kind: 'denied', operation: 'StartRestoreJob', times: 1 });
    const answer = await startAt('10.1.10.229');
    const refusedId = !answer.ok && answer.error.code === 'refused' ? answer.error.restoreId : '';
    const { entries } = must(await listHistory(OPERATOR, { text: 'not authorized to perform: backup:StartRestoreJob' }, null));
    expect(entries.map(({ id }) => id)).toContain(refusedId);
  });
});

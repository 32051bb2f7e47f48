import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { db } from '@/lib/db/client';
import { migrateDatabase } from '@/lib/db/migrate';
import { env } from '@/lib/env';
import { CONSOLE_ROLE } from '@/lib/launcher/postgres';
import type { PlanHistory } from '@/lib/restore/history';
import { PLAN_VERSION } from '@/lib/restore/plan';
import { canRedo, perform, planAt, redo, undo } from '@/lib/restore/undo';
import { firstEdition } from '@/lib/testing/first-edition';
import kept from '@/lib/testing/fixtures/kept-edits-1.json' with { type: 'json' };
import { onServer, ownerUrl } from '@/lib/testing/owner';
import { ACKNOWLEDGED, must, OPERATOR, SCOPE, sweepNow } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { copyDraft, discardDraft, getDraft, listDrafts, saveDraft } from './drafts';
import { getHistoryEntry, restoreAgain } from './history';
import { dryRun } from './preflight';
import { startRestore } from './start-restore';
import { bringUpToDate } from './tasks/housekeeping';

simulatedAccount();

const FIRST = readFileSync(new URL('../testing/fixtures/version-1.sql', import.meta.url), 'utf8');
/** Drafts of the first edition, as they lie in version-1.sql. */
const [EDITED, FOLDED, STARTED] = [
  '5bc279ff-7910-4c5b-af7e-0587f8043ba7',
  '426afb66-d217-4c56-b41d-c1c2f9424817',
  '74894e5c-1361-405c-8d31-f1c47df2f049',
] as const;
const RESTORE = 'a0187207-2408-40f8-9a10-d80ab09b6fc7';

beforeAll(async () => {
  const name = new URL(env().databaseUrl).pathname.slice(1);
  await onServer(`drop database ${name} with (force)`);
  await onServer(`create database ${name}`);
  await firstEdition(ownerUrl(), async (client) => {
    await client.query(FIRST);
  });
  must(await migrateDatabase({ ownerUrl: ownerUrl(), consoleRole: CONSOLE_ROLE }));
  // What lists are searched by is made of the plans in the background.
  await sweepNow();
  await bringUpToDate();
});

const storedVersion = async (id: string): Promise<unknown> => {
  const rows = await db().execute(sql`select history ->> 'version' as version from drafts where id = ${id}`);
  return rows.rows[0]?.version;
};

describe('a database of the first edition', () => {
  it('has its drafts in today’s form, with what can be undone and redone', async () => {
    const draft = must(await getDraft(SCOPE, EDITED));
    expect(draft).toMatchObject({ leftOut: 0, revision: 2, history: { kind: 'ec2', version: PLAN_VERSION, cursor: 5 } });
    expect(draft.history.steps).toHaveLength(8);
    expect(planAt(draft.history).settings.overrides.Placement).toBe('{"AvailabilityZone":"ap-northeast-1a"}');
    let history = draft.history;
    while (canRedo(history)) history = redo(history);
    expect(planAt(history).nics).toMatchObject([{ subnetId: 'subnet-0aa11bb22cc33dd44', primary: { address: '10.1.20.115' } }]);
    while (history.cursor > 0) history = undo(history);
    expect(planAt(history).nics).toMatchObject([{ primary: { address: '10.1.10.115' } }]);
  });

  it.each([EDITED, FOLDED])('goes on with the draft %s: edits, saves, and stores today’s form', async (id) => {
    const draft = must(await getDraft(SCOPE, id));
    expect(await storedVersion(id)).toBeNull();
    const history = must(perform(draft.history, { label: 'copy-tags', commands: [{ type: 'set-copy-tags', copyTags: false }] }));
    const { revision } = must(await saveDraft(SCOPE, OPERATOR, { id, revision: draft.revision, history }));
    expect(await storedVersion(id)).toBe(String(PLAN_VERSION));
    expect(must(await getDraft(SCOPE, id))).toMatchObject({ history: JSON.parse(JSON.stringify(history)), revision });
  });

  it('takes what a page of that edition still sends, and refuses what it would have to leave out', async () => {
    const drafts = must(await listDrafts(SCOPE, null));
    const fresh = must(await copyDraft(SCOPE, OPERATOR, { id: FOLDED, history: kept.undone.history }));
    expect(drafts.map(({ id }) => id)).not.toContain(fresh.draftId);
    const sent = await saveDraft(SCOPE, OPERATOR, { id: fresh.draftId, revision: 1, history: kept.undone.history });
    expect(sent).toMatchObject({ ok: true, value: { revision: 2 } });
    expect(await saveDraft(SCOPE, OPERATOR, { id: fresh.draftId, revision: 2, history: kept.inForce.history })).toEqual({
      ok: false,
      error: { code: 'invalid-plan', reason: 'left-out' },
    });
  });

  it('starts a restore from a draft of then', async () => {
    const copy = must(await copyDraft(SCOPE, OPERATOR, { id: FOLDED, history: kept.undone.history }));
    await db().execute(
      sql`update drafts set history = ${JSON.stringify({ ...kept.undone.history, cursor: 3 })}::json where id = ${copy.draftId}`,
    );
    const started = must(await startRestore(SCOPE, OPERATOR, { draftId: copy.draftId, revision: 1, acknowledged: ACKNOWLEDGED }));
    const entry = must(await getHistoryEntry(OPERATOR, started.restoreId));
    expect(entry.entry.asked).toEqual([{ deviceIndex: 0, role: 'primary', address: '10.1.10.160' }]);
  });

  it('shows the restores of then, and makes a plan of them again', async () => {
    const entry = must(await getHistoryEntry(OPERATOR, RESTORE));
    expect(entry.entry).toMatchObject({ outcome: 'completed', addressesMatch: true });
    expect(entry.entry.asked.map(({ address }) => address)).toEqual(['10.1.10.230', '10.1.10.231']);
    expect(entry.planProblem).toBeNull();
    expect(entry.differences?.map(({ reason }) => reason)).toContain('clash-with-interfaces');
    const again = must(await getDraft(SCOPE, must(await restoreAgain(OPERATOR, RESTORE)).draftId));
    expect(planAt(again.history)).toMatchObject({ version: PLAN_VERSION, nics: [{ primary: { address: '10.1.10.230' } }] });
    expect(must(await getDraft(SCOPE, STARTED)).started).toMatchObject({ restoreId: RESTORE });
  });
});

describe('what a newer version wrote', () => {
  const newer = PLAN_VERSION + 1;
  const error = { code: 'newer-plan', version: newer };
  let id = '';
  let history: PlanHistory;

  beforeAll(async () => {
    history = must(await getDraft(SCOPE, EDITED)).history;
    id = must(await copyDraft(SCOPE, OPERATOR, { id: EDITED, history })).draftId;
    await db().execute(sql`update drafts set history = ${JSON.stringify({ ...history, version: newer })}::json where id = ${id}`);
  });

  it('is told, not guessed at, and not written over', async () => {
    const { recoveryPointArn, vault } = history.base.source;
    expect(await getDraft(SCOPE, id)).toEqual({ ok: false, error: { ...error, recoveryPointArn, vault } });
    expect(await saveDraft(SCOPE, OPERATOR, { id, revision: 1, history })).toEqual({ ok: false, error });
    expect(await copyDraft(SCOPE, OPERATOR, { id, history })).toEqual({ ok: false, error });
    expect(await startRestore(SCOPE, OPERATOR, { draftId: id, revision: 1, acknowledged: ACKNOWLEDGED })).toMatchObject({
      error: { code: 'invalid-plan', reason: 'newer-plan' },
    });
    expect(await dryRun(SCOPE, id)).toMatchObject({ ok: false });
    expect(await storedVersion(id)).toBe(String(newer));
    expect(must(await listDrafts(SCOPE, null)).map((each) => each.id)).toContain(id);
  });

  it('sent by its page is refused in words', async () => {
    const copy = must(await copyDraft(SCOPE, OPERATOR, { id: EDITED, history }));
    expect(await saveDraft(SCOPE, OPERATOR, { id: copy.draftId, revision: 1, history: { ...history, version: newer } })).toEqual({
      ok: false,
      error,
    });
  });

  it('can be thrown away', async () => {
    expect(await discardDraft(SCOPE, OPERATOR, id)).toEqual({ ok: true, value: null });
  });

  it('as the plan of a restore: what was sent is still shown, and no plan is made of it', async () => {
    await db().execute(
      sql`update restores set plan = ${JSON.stringify({ kind: 'ec2', version: newer, tree: [] })}::json where id = ${RESTORE}`,
    );
    const entry = must(await getHistoryEntry(OPERATOR, RESTORE));
    expect(entry).toMatchObject({ planProblem: error, differences: null, backupCreatedAt: null });
    expect(entry.entry.asked.map(({ address }) => address)).toEqual(['10.1.10.230', '10.1.10.231']);
    expect(entry.origin.verification?.matches).toBe(true);
    expect(await restoreAgain(OPERATOR, RESTORE)).toEqual({ ok: false, error });
  });
});

import { sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { db } from '@/lib/db/client';
import { readDraft } from '@/lib/db/repositories/drafts';
import { perform } from '@/lib/restore/undo';
import { ACKNOWLEDGED, draftAt, must, OPERATOR, POINT, SCOPE, VAULT } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { createDraft, discardDraft, getDraft, saveDraft } from './drafts';
import { startRestore } from './start-restore';

simulatedAccount();

const table = vi.hoisted(() => ({ owned: true }));

/** The question with a table that leaves a draft to its owner; with today's where a test says so. */
vi.mock('@/lib/access/drafts', async (original) => {
  const actual = await original<typeof import('@/lib/access/drafts')>();
  const owned = { save: 'owner', discard: 'owner', start: 'owner' } as const;
  const asked: typeof actual.mayTouchDraft = (question) => actual.mayTouchDraft(question, table.owned ? owned : undefined);
  return { ...actual, mayTouchDraft: asked };
});

beforeEach(() => {
  table.owned = true;
});

const give = (id: string, owner: string) => db().execute(sql`update drafts set owner = ${owner} where id = ${id}`);

/** A draft of `owner`, and what the person who asks (the operator) would save over it. */
const draftOf = async (owner: string) => {
  const { draftId } = must(await createDraft(SCOPE, OPERATOR, { vault: VAULT, recoveryPointArn: POINT, fresh: true }));
  await give(draftId, owner);
  const draft = must(await getDraft(SCOPE, draftId));
  const edited = must(perform(draft.history, { label: 'copy-tags', commands: [{ type: 'set-copy-tags', copyTags: false }] }));
  return { id: draftId, row: await readDraft(draftId), save: { id: draftId, revision: draft.revision, history: edited } };
};

const refused = (act: string) => ({ ok: false, error: { code: 'not-owner', owner: 'hanako', act } });

describe('a table that leaves a draft to its owner', () => {
  it('refuses a save of somebody else with the reason, and changes nothing', async () => {
    const { id, row, save } = await draftOf('hanako');
    expect(await saveDraft(SCOPE, OPERATOR, save)).toEqual(refused('save'));
    expect(await readDraft(id)).toEqual(row);
  });

  it('refuses a start of somebody else, and leaves nothing of it', async () => {
    table.owned = false;
    const order = { ...(await draftAt('10.1.10.210')), acknowledged: ACKNOWLEDGED };
    table.owned = true;
    await give(order.draftId, 'hanako');
    expect(await startRestore(SCOPE, OPERATOR, order)).toEqual(refused('start'));
    expect(await readDraft(order.draftId)).toMatchObject({ restoreId: null, owner: 'hanako' });
    expect((await db().execute(sql`select 1 from claims`)).rows).toEqual([]);
    table.owned = false;
    must(await startRestore(SCOPE, OPERATOR, order));
  });

  it('refuses to throw it away', async () => {
    const { id, row } = await draftOf('hanako');
    expect(await discardDraft(SCOPE, OPERATOR, id)).toEqual(refused('discard'));
    expect(await readDraft(id)).toEqual(row);
  });

  it('lets the owner do both', async () => {
    const { id, save } = await draftOf('operator');
    expect(await saveDraft(SCOPE, OPERATOR, save)).toMatchObject({ ok: true, value: { revision: 2 } });
    expect(await discardDraft(SCOPE, OPERATOR, id)).toEqual({ ok: true, value: null });
    expect(await readDraft(id)).toBeNull();
  });

  it.each(['save', 'discard'] as const)('asks about the owner of the moment of the write, however late that is: %s', async (act) => {
    const { id, save } = await draftOf('operator');
    let asked: Promise<unknown> = Promise.resolve();
    await db().transaction(async (tx) => {
      await tx.execute(sql`update drafts set owner = 'hanako' where id = ${id}`);
      asked = act === 'save' ? saveDraft(SCOPE, OPERATOR, save) : discardDraft(SCOPE, OPERATOR, id);
      // Until it stands before the row that is held here.
      const waiting = sql`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      await expect.poll(async () => (await db().execute<{ n: number }>(waiting)).rows[0]?.n).toBe(1);
    });
    expect(await asked).toEqual(refused(act));
    expect(await readDraft(id)).toMatchObject({ owner: 'hanako', revision: 1 });
  });
});

describe('today’s table', () => {
  it('lets everybody who may plan save and discard', async () => {
    table.owned = false;
    const { id, save } = await draftOf('hanako');
    expect(await saveDraft(SCOPE, OPERATOR, save)).toMatchObject({ ok: true, value: { revision: 2 } });
    expect((await readDraft(id))?.owner).toBe('hanako');
    expect(await discardDraft(SCOPE, OPERATOR, id)).toEqual({ ok: true, value: null });
  });
});

describe('saves that race for one draft', () => {
  it('are one that is stored, and others that are told of it', async () => {
    const { id, save } = await draftOf('operator');
    const answers = await Promise.all(Array.from({ length: 6 }, () => saveDraft(SCOPE, OPERATOR, save)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const answer of answers) if (!answer.ok) expect(answer.error).toMatchObject({ code: 'draft-conflict', newer: { revision: 2 } });
    expect((await readDraft(id))?.revision).toBe(2);
  });
});

import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import type { Caller } from '@/lib/auth/caller';
import { db } from '@/lib/db/client';
import { readDraft } from '@/lib/db/repositories/drafts';
import { perform } from '@/lib/restore/undo';
import { ACKNOWLEDGED, draftAt, must, OPERATOR, PLACE, POINT, SCOPE, VAULT } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { createDraft, discardDraft, getDraft, saveDraft } from './drafts';
import { takeOverDraft } from './drafts/take-over';
import { startRestore } from './start-restore';

simulatedAccount();

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

describe('a draft of somebody else', () => {
  it('is not saved over: it is said whose it is, and nothing is changed', async () => {
    const { id, row, save } = await draftOf('hanako');
    expect(await saveDraft(SCOPE, OPERATOR, save)).toEqual(refused('save'));
    expect(await readDraft(id)).toEqual(row);
  });

  it('is not started, and nothing of that stays; whoever takes it over may', async () => {
    const order = { ...(await draftAt('10.1.10.210')), acknowledged: ACKNOWLEDGED };
    await give(order.draftId, 'hanako');
    expect(await startRestore(SCOPE, OPERATOR, order)).toEqual(refused('start'));
    expect(await readDraft(order.draftId)).toMatchObject({ restoreId: null, owner: 'hanako' });
    expect((await db().execute(sql`select 1 from claims`)).rows).toEqual([]);
    must(await takeOverDraft(SCOPE, OPERATOR, order.draftId));
    must(await startRestore(SCOPE, OPERATOR, order));
  });

  it('is not thrown away', async () => {
    const { id, row } = await draftOf('hanako');
    expect(await discardDraft(SCOPE, OPERATOR, id)).toEqual(refused('discard'));
    expect(await readDraft(id)).toEqual(row);
  });

  it('is its owner’s to save and to throw away', async () => {
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

describe('taking a draft over', () => {
  const HANAKO: Caller = { ...OPERATOR, user: 'hanako' };
  const events = async (id: string) =>
    (await db().execute(sql`select chain, actor, kind, data::jsonb as data from events where subject = ${id} order by seq`)).rows;

  it('makes it the person’s own as it stands, on record, and the former owner may then only look', async () => {
    const { id, row, save } = await draftOf('operator');
    expect(await takeOverDraft(SCOPE, HANAKO, id)).toEqual({ ok: true, value: null });
    expect(await readDraft(id)).toEqual({ ...row, owner: 'hanako' });
    expect(await saveDraft(SCOPE, OPERATOR, save)).toEqual(refused('save'));
    expect(await saveDraft(SCOPE, HANAKO, save)).toMatchObject({ ok: true, value: { revision: 2 } });
    expect(await events(id)).toEqual([
      {
        chain: `account:${PLACE.account}`,
        actor: 'hanako',
        kind: 'draft-taken-over',
        data: { draftId: id, region: PLACE.region, from: 'operator' },
      },
    ]);
  });

  it('changes and records nothing where it is one’s own, started, or of another account', async () => {
    const { id } = await draftOf('operator');
    expect(await takeOverDraft(SCOPE, OPERATOR, id)).toEqual({ ok: true, value: null });
    const elsewhere = { ...SCOPE, aws: SCOPE.aws, account: '999999999999' };
    expect(await takeOverDraft(elsewhere, HANAKO, id)).toMatchObject({ error: { code: 'not-found' } });
    const order = { ...(await draftAt('10.1.10.214')), acknowledged: ACKNOWLEDGED };
    const { restoreId } = must(await startRestore(SCOPE, OPERATOR, order));
    expect(await takeOverDraft(SCOPE, HANAKO, order.draftId)).toEqual({ ok: false, error: { code: 'already-started', restoreId } });
    expect(await events(id)).toEqual([]);
    expect(await events(order.draftId)).toEqual([]);
  });

  it('by two at once ends with one owner, and the record tells of each in turn', async () => {
    const { id } = await draftOf('operator');
    const callers: readonly Caller[] = [HANAKO, { ...OPERATOR, user: 'ken' }];
    for (const answer of await Promise.all(callers.map((caller) => takeOverDraft(SCOPE, caller, id)))) expect(answer.ok).toBe(true);
    const told = (await events(id)) as unknown as readonly { readonly actor: string; readonly data: { readonly from: string } }[];
    expect(told).toHaveLength(2);
    expect(told[1]?.data.from).toBe(told[0]?.actor);
    expect((await readDraft(id))?.owner).toBe(told[1]?.actor);
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

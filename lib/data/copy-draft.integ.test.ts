import { describe, expect, it } from 'vitest';
import { readDraft } from '@/lib/db/repositories/drafts';
import template from '@/lib/restore/fixtures/metadata_template.json';
import type { PlanHistory } from '@/lib/restore/history';
import { planAt } from '@/lib/restore/undo';
import { must, OPERATOR, PLACE, SCOPE } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { copyDraft, createDraft, getDraft } from './drafts';
import { planOfDraft } from './drafts/stored';
import { scopeOf } from './scope';

simulatedAccount();

const original = async () => {
  const point = { vault: 'aws-backup-vault', recoveryPointArn: template.RecoveryPointArn, fresh: true };
  return must(await getDraft(SCOPE, must(await createDraft(SCOPE, OPERATOR, point)).draftId));
};
const edited = (history: PlanHistory): PlanHistory => ({
  ...history,
  steps: [{ label: 'copy-tags', commands: [{ type: 'set-copy-tags', copyTags: false }] }],
  cursor: 1,
});

describe('copyDraft', () => {
  it('stores what was edited beside the draft, which stays as it is', async () => {
    const draft = await original();
    const copy = must(await copyDraft(SCOPE, OPERATOR, { id: draft.id, history: edited(draft.history) }));
    expect(copy.draftId).not.toBe(draft.id);
    const stored = must(await getDraft(SCOPE, copy.draftId));
    expect(stored).toMatchObject({ owner: 'operator', revision: 1, started: null, recoveryPointArn: draft.recoveryPointArn });
    expect(planAt(stored.history).copyTags).toBe(false);
    expect((await readDraft(draft.id))?.history).toEqual(draft.history);
  });

  it('takes what was backed up from the stored draft, never from the caller', async () => {
    const draft = await original();
    const { base } = draft.history;
    const forged: PlanHistory = { ...draft.history, base: { ...base, source: { ...base.source, vault: 'another' } } };
    expect(await copyDraft(SCOPE, OPERATOR, { id: draft.id, history: forged })).toEqual({
      ok: false,
      error: { code: 'invalid-plan', reason: 'source' },
    });
  });

  it('copies nothing that does not apply, and nothing of a draft that is not of this place', async () => {
    const draft = await original();
    const broken: PlanHistory = { ...draft.history, steps: [{ label: 'x', commands: [{ type: 'remove-nic', nic: 'n9' }] }], cursor: 1 };
    expect(await copyDraft(SCOPE, OPERATOR, { id: draft.id, history: broken })).toMatchObject({
      error: { code: 'invalid-plan', reason: 'no-such-nic' },
    });
    const elsewhere = scopeOf({ ...PLACE, region: 'us-east-1' });
    expect(await copyDraft(elsewhere, OPERATOR, { id: draft.id, history: draft.history })).toMatchObject({
      error: { code: 'not-found', what: 'draft' },
    });
  });
});

describe('planOfDraft', () => {
  const stored = async () => {
    const draft = await original();
    const row = await readDraft(draft.id);
    if (row === null) throw new Error('not stored');
    return { row, history: draft.history };
  };

  it('is the plan that a draft stands at', async () => {
    const { row, history } = await stored();
    expect(planOfDraft(row)).toEqual({ ok: true, value: planAt(history) });
  });

  it('is none for a draft whose steps do not apply', async () => {
    const { row, history } = await stored();
    const spoilt = { ...history, steps: [{ label: 'x', commands: [{ type: 'remove-nic', nic: 'n9' }] }] };
    const broken = { ok: false, error: { code: 'broken-plan', reason: 'no-such-nic' } };
    expect(planOfDraft({ ...row, history: { ...spoilt, cursor: 1 } })).toEqual(broken);
    expect(planOfDraft({ ...row, history: spoilt })).toEqual(broken);
  });
});

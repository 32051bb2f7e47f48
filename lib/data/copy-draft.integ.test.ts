import { describe, expect, it } from 'vitest';
import { readDraft } from '@/lib/db/repositories/drafts';
import template from '@/lib/restore/fixtures/metadata_template.json';
import type { PlanHistory } from '@/lib/restore/history';
import { planAt } from '@/lib/restore/undo';
import { must, PLACE } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { copyDraft, createDraft, getDraft, planOfDraft } from './drafts';

simulatedAccount();

const original = async () => {
  const point = { vault: 'aws-backup-vault', recoveryPointArn: template.RecoveryPointArn, fresh: true };
  return must(await getDraft(PLACE, must(await createDraft(PLACE, point)).draftId));
};
const edited = (history: PlanHistory): PlanHistory => ({
  ...history,
  steps: [{ label: 'copy-tags', commands: [{ type: 'set-copy-tags', copyTags: false }] }],
  cursor: 1,
});

describe('copyDraft', () => {
  it('stores what was edited beside the draft, which stays as it is', async () => {
    const draft = await original();
    const copy = must(await copyDraft(PLACE, { id: draft.id, history: edited(draft.history) }));
    expect(copy.draftId).not.toBe(draft.id);
    const stored = must(await getDraft(PLACE, copy.draftId));
    expect(stored).toMatchObject({ owner: 'operator', revision: 1, started: null, recoveryPointArn: draft.recoveryPointArn });
    expect(planAt(stored.history).copyTags).toBe(false);
    expect((await readDraft(draft.id))?.history).toEqual(draft.history);
  });

  it('takes what was backed up from the stored draft, never from the caller', async () => {
    const draft = await original();
    const { base } = draft.history;
    const forged: PlanHistory = { ...draft.history, base: { ...base, source: { ...base.source, vault: 'another' } } };
    expect(await copyDraft(PLACE, { id: draft.id, history: forged })).toEqual({
      ok: false,
      error: { code: 'invalid-plan', reason: 'source' },
    });
  });

  it('copies nothing that does not apply, and nothing of a draft that is not of this place', async () => {
    const draft = await original();
    const broken: PlanHistory = { ...draft.history, steps: [{ label: 'x', commands: [{ type: 'remove-nic', nic: 'n9' }] }], cursor: 1 };
    expect(await copyDraft(PLACE, { id: draft.id, history: broken })).toMatchObject({
      error: { code: 'invalid-plan', reason: 'no-such-nic' },
    });
    const elsewhere = { ...PLACE, region: 'us-east-1' };
    expect(await copyDraft(elsewhere, { id: draft.id, history: draft.history })).toMatchObject({
      error: { code: 'not-found', what: 'draft' },
    });
  });
});

describe('planOfDraft', () => {
  it('is the plan that a draft stands at', async () => {
    const draft = await original();
    expect(planOfDraft(draft)).toEqual(planAt(draft.history));
  });

  it.each<[string, (history: PlanHistory) => unknown]>([
    [
      'whose steps do not apply',
      (history) => ({ ...history, steps: [{ label: 'x', commands: [{ type: 'remove-nic', nic: 'n9' }] }], cursor: 1 }),
    ],
    [
      'whose next step would not apply',
      (history) => ({ ...history, steps: [{ label: 'x', commands: [{ type: 'remove-nic', nic: 'n9' }] }] }),
    ],
    ['of a form that nobody knows', () => ({ version: 9 })],
    [
      'with a command that nobody knows',
      (history) => ({ ...history, steps: [{ label: 'x', commands: [{ type: 'teleport' }] }], cursor: 1 }),
    ],
  ])('is none for a draft %s', async (_, spoil) => {
    const draft = await original();
    expect(planOfDraft({ ...draft, history: spoil(draft.history) as PlanHistory })).toBeNull();
  });
});

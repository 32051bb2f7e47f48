import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '@/lib/auth/caller';
import { readRestore } from '@/lib/db/repositories/restores';
import { ALEX, answers, EMMA, HANAKO, noRules, ruleFor, seen, storePeople, submittedAt, TAKESHI } from '@/lib/testing/approvals';
import { asOwner } from '@/lib/testing/owner';
import { ACKNOWLEDGED, draftAt, must, OPERATOR, SCOPE, VAULT } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { takeOverDraft } from '../drafts/take-over';
import { startRestore } from '../start-restore';
import { withdrawApproval } from './answer';
import { listApprovalRules } from './rules';
import { submitForApproval } from './submit';

const account = simulatedAccount({ speed: 1 });
const calls = async (): Promise<number> => ((await account.control('calls')) as Record<string, number>)['backup:StartRestoreJob'] ?? 0;
const person = (id: string, set: string): Promise<unknown> => asOwner(`update people set ${set} where id = $1`, [id]);
const told = (kind: string, subject: string) => asOwner('select actor from events where kind = $1 and subject = $2', [kind, subject]);

/** Restores and approves, and looks after the console of another account alone. */
const OTHER_ACCOUNT: Caller = { ...ALEX, grants: [...ALEX.grants, { role: 'administrator', account: '999999999999' }] };

beforeAll(() => storePeople(HANAKO, EMMA, ALEX, TAKESHI));
beforeEach(() => noRules());

describe('where two have to approve', () => {
  it.each([
    ['disabled', 'disabled_at = now()', 'disabled_at = null'],
    ['erased', 'erased_at = now()', 'erased_at = null'],
  ])('one who was %s in between does not count, whatever the other says', async (_, away, back) => {
    await ruleFor({ approvals: 2 });
    const { id, order } = await submittedAt('10.1.10.201');
    must(await answers(id, HANAKO));
    await person('hanako', away);
    try {
      expect(must(await answers(id, EMMA))).toEqual({ state: 'waiting' });
      expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({
        error: { code: 'approval-needed', needed: 2, request: { id, state: 'waiting', given: 1 } },
      });
      // Nobody says it a second time in their place.
      expect(await answers(id, EMMA)).toMatchObject({ error: { code: 'answered-before' } });
    } finally {
      await person('hanako', back);
    }
    must(await withdrawApproval(SCOPE, OPERATOR, id));
  });

  it('one who takes the plan over has not approved it, and another has to', async () => {
    await ruleFor({ approvals: 2 });
    const { id, order } = await submittedAt('10.1.10.202');
    for (const approver of [ALEX, HANAKO]) must(await answers(id, approver));
    must(await takeOverDraft(SCOPE, ALEX, order.draftId));
    expect(await seen(id)).toMatchObject({ state: 'waiting', given: 1 });
    for (const starter of [ALEX, OPERATOR]) expect(await startRestore(SCOPE, starter, order)).toMatchObject({ ok: false });
    must(await answers(id, EMMA));
    const { restoreId } = must(await startRestore(SCOPE, ALEX, order));
    const used = await asOwner(`select data::json as data from events where kind = 'approval-used' and subject = $1`, [id]);
    expect(used).toMatchObject([{ data: { restoreId, approvedBy: expect.arrayContaining(['emma', 'hanako']) } }]);
    expect(JSON.stringify(used)).not.toContain('alex');
  });

  it('whoever submitted it can give it to nobody so as to approve it', async () => {
    await ruleFor();
    const { id, order } = await submittedAt('10.1.10.203');
    must(await takeOverDraft(SCOPE, ALEX, order.draftId));
    const asApprover = { ...OPERATOR, grants: HANAKO.grants };
    for (const own of [asApprover, ALEX]) expect(await answers(id, own)).toMatchObject({ error: { code: 'own-restore' } });
    must(await withdrawApproval(SCOPE, OPERATOR, id));
  });
});

describe('a rule for a vault', () => {
  it('is for the vault of this very name', async () => {
    await ruleFor({ vault: VAULT.toUpperCase() });
    await ruleFor({ vault: `${VAULT}-2` });
    await ruleFor({ vault: VAULT.slice(0, -1) });
    const order = { ...(await draftAt('10.1.10.204')), acknowledged: ACKNOWLEDGED };
    expect(await submitForApproval(SCOPE, OPERATOR, { ...order, reason: 'because', ticket: null })).toMatchObject({
      error: { code: 'approval-not-needed' },
    });
    await ruleFor({ vault: VAULT });
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({ error: { code: 'approval-needed', needed: 1 } });
  });

  it('that comes while a request waits under another rule counts for it, too', async () => {
    await ruleFor({ account: SCOPE.account });
    const { id, order } = await submittedAt('10.1.10.205');
    must(await answers(id, HANAKO));
    expect(await seen(id)).toMatchObject({ state: 'approved' });
    await ruleFor({ vault: VAULT, approvals: 2 });
    expect(await seen(id)).toMatchObject({ state: 'waiting', given: 1, needed: 2 });
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({ error: { code: 'approval-needed', needed: 2 } });
    must(await withdrawApproval(SCOPE, OPERATOR, id));
  });

  it('that was stored with a name that no vault can have is shown as it is', async () => {
    const id = await ruleFor({ vault: 'prod*' });
    expect(must(await listApprovalRules(TAKESHI))).toMatchObject([{ id, rule: { vault: 'prod*' } }]);
  });
});

describe('a start without approval', () => {
  const WHY = 'The whole site is down and nobody answers.';

  it.each([
    ['nothing', ''],
    ['blanks', ' \u3000'.repeat(30)],
    ['letters that nobody sees', '\u200b\u2060\u3164'.repeat(30)],
    ['a word between such letters', `now${'\u200b'.repeat(40)}!`],
    ['a word between blanks', `now${' '.repeat(40)}!`],
  ])('has a reason that can be read: not %s', async (_, withoutApproval) => {
    await ruleFor();
    const order = { ...(await draftAt('10.1.10.206')), acknowledged: ACKNOWLEDGED };
    must(await takeOverDraft(SCOPE, TAKESHI, order.draftId));
    const before = await calls();
    expect(await startRestore(SCOPE, TAKESHI, { ...order, withoutApproval })).toMatchObject({ error: { code: 'emergency-reason' } });
    expect(await calls()).toBe(before);
  });

  it('is not for approvers, nor for whoever looks after another account', async () => {
    await ruleFor();
    const order = { ...(await draftAt('10.1.10.207')), acknowledged: ACKNOWLEDGED, withoutApproval: WHY };
    for (const caller of [HANAKO, ALEX, OPERATOR, OTHER_ACCOUNT])
      expect(await startRestore(SCOPE, caller, order)).toMatchObject({
        error: { code: 'not-permitted', permission: 'start-without-approval' },
      });
  });

  it('is made once, however often and by however many it is asked for at once, and told once', async () => {
    await ruleFor({ approvals: 2 });
    const { id, order } = await submittedAt('10.1.10.208');
    must(await takeOverDraft(SCOPE, TAKESHI, order.draftId));
    const second: Caller = { ...TAKESHI, user: 'ken' };
    await storePeople(second);
    const before = await calls();
    const outcomes = await Promise.all(
      [TAKESHI, second, TAKESHI, second].map((caller) => startRestore(SCOPE, caller, { ...order, withoutApproval: WHY })),
    );
    const [started, ...more] = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : []));
    expect(more).toEqual([]);
    const restoreId = started?.restoreId ?? '';
    expect(await calls()).toBe(before + 1);
    expect(await told('started-without-approval', restoreId)).toEqual([{ actor: 'takeshi' }]);
    expect(await readRestore(restoreId)).toMatchObject({ startedBy: 'takeshi', withoutApproval: WHY });
    expect(await startRestore(SCOPE, TAKESHI, { ...order, withoutApproval: WHY })).toMatchObject({ error: { code: 'already-started' } });
    // What was asked for is over, and who would have approved it is told why.
    expect(await answers(id, HANAKO)).toMatchObject({ error: { code: 'approval-ended', state: 'voided' } });
    expect(await seen(id, HANAKO)).toMatchObject({ ended: { by: 'takeshi', cause: 'started-without-approval' } });
  });
});

import { CreateTagsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Caller } from '@/lib/auth/caller';
import { readRestore } from '@/lib/db/repositories/restores';
import { parseIpv4 } from '@/lib/net/ipv4';
import { sha256 } from '@/lib/record/event';
import { perform, planAt } from '@/lib/restore/undo';
import {
  ALEX,
  answers,
  approvedAt,
  EMMA,
  HANAKO,
  noApprover,
  noRules,
  ruleFor,
  seen,
  storePeople,
  submittedAt,
  TAKESHI,
} from '@/lib/testing/approvals';
import { asOwner } from '@/lib/testing/owner';
import { ACKNOWLEDGED, draftAt, must, OPERATOR, SCOPE, VAULT } from '@/lib/testing/restores';
import { simulatedAccount } from '@/lib/testing/simulated-account';
import { copyDraft, discardDraft, getDraft, saveDraft } from '../drafts';
import { restoreAgain } from '../history';
import { sweep } from '../inventory/sweep';
import { startRestore } from '../start-restore';
import { answerApproval, withdrawApproval } from './answer';
import { approvalOfDraft } from './detail';
import { expireOverdue } from './end';
import { approvalInbox, countWaiting, listApprovals } from './list';
import { previewRule } from './preview';
import { changeApprovalRule, listApprovalRules } from './rules';
import { submitForApproval } from './submit';

const account = simulatedAccount({ speed: 1 });
const calls = async (): Promise<number> => ((await account.control('calls')) as Record<string, number>)['backup:StartRestoreJob'] ?? 0;
const eventsOf = async (subject: string): Promise<readonly string[]> =>
  (await asOwner('select kind, actor from events where subject = $1 order by seq', [subject])).map(
    ({ kind, actor }) => `${kind} by ${actor}`,
  );

/** When a rule was changed last. */
const changedAt = async (id: string): Promise<string> =>
  must(await listApprovalRules(TAKESHI)).find((each) => each.id === id)?.changed.at ?? 'no such rule';

/** Hands a plan over. */
const ownedBy = ({ user }: Caller, draftId: string): Promise<unknown> =>
  asOwner('update drafts set owner = $1 where id = $2', [user, draftId]);

beforeAll(() => storePeople(HANAKO, EMMA, ALEX));
beforeEach(() => noRules());
afterEach(async () => {
  await account.control('faults', undefined, 'DELETE');
  await storePeople(HANAKO, EMMA, ALEX);
});

describe('an approved restore', () => {
  it('starts once, with what was approved, and is told by events in the chain of the account', async () => {
    await ruleFor();
    const { id, order } = await submittedAt('10.1.10.210');
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({
      error: { code: 'approval-needed', needed: 1, rules: ['Every restore'], request: { id, state: 'waiting', given: 0 }, changed: false },
    });
    expect(must(await countWaiting(HANAKO))).toEqual({ waiting: 1 });
    expect(must(await answers(id, HANAKO))).toEqual({ state: 'approved' });
    expect(must(await countWaiting(HANAKO))).toEqual({ waiting: 0 });
    const { restoreId } = must(await startRestore(SCOPE, OPERATOR, order));
    expect(await readRestore(restoreId)).toMatchObject({ approvalId: id, withoutApproval: null });
    expect(await seen(id)).toMatchObject({ state: 'used', restoreId, ended: { by: 'operator' }, needed: 1, given: 1 });
    expect(await eventsOf(id)).toEqual(['approval-submitted by operator', 'approval-given by hanako', 'approval-used by operator']);
    const used = (await asOwner(`select chain, data::json as data from events where kind = 'approval-used' and subject = $1`, [id]))[0];
    expect(used).toMatchObject({
      chain: `account:${SCOPE.account}`,
      data: { restoreId, approvedBy: ['hanako'], sha256: (await seen(id)).sha256 },
    });
  });

  it('shows approvers the bytes that they approve, and their SHA-256', async () => {
    await ruleFor();
    const { id } = await submittedAt('10.1.10.211');
    const view = await seen(id, HANAKO);
    expect(sha256(view.sent)).toBe(view.sha256);
    expect(JSON.parse(view.sent)).toMatchObject({ account: SCOPE.account, metadata: view.metadata });
    expect(view.metadata.NetworkInterfaces).toContain('10.1.10.211');
    expect(Object.keys(view.metadata)).not.toContain('aws:backup:request-id');
    expect(view).toMatchObject({ reason: 'the disk died', ticket: 'OPS-1', requester: 'operator', mayNotAnswer: null, mayWithdraw: false });
    expect(view.accepted).toEqual(ACKNOWLEDGED);
    expect(view.diagnostics.some(({ rule }) => rule === 'F21')).toBe(true);
    expect(view.differences?.length).toBeGreaterThan(0);
  });

  it('needs no approval where no rule matches, and none is asked for', async () => {
    await ruleFor({ vault: 'another' });
    const order = { ...(await draftAt('10.1.10.212')), acknowledged: ACKNOWLEDGED };
    expect(await submitForApproval(SCOPE, OPERATOR, { ...order, reason: 'why not', ticket: null })).toMatchObject({
      error: { code: 'approval-not-needed' },
    });
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({ ok: true });
  });

  it('needs a reason, and a ticket where a rule wants one', async () => {
    await ruleFor({ ticketRequired: true });
    const order = { ...(await draftAt('10.1.10.213')), acknowledged: ACKNOWLEDGED };
    const submit = (reason: string, ticket: string | null) => submitForApproval(SCOPE, OPERATOR, { ...order, reason, ticket });
    expect(await submit('  ', 'OPS-1')).toMatchObject({ error: { code: 'reason-required', what: 'reason' } });
    expect(await submit('because', ' ')).toMatchObject({ error: { code: 'reason-required', what: 'ticket' } });
    const { id } = must(await submit('because', 'OPS-1'));
    expect(await submit('because', 'OPS-1')).toMatchObject({ error: { code: 'approval-open', id } });
    must(await withdrawApproval(SCOPE, OPERATOR, id));
  });

  it('wants the warnings accepted at the submission, and again at the start', async () => {
    await ruleFor();
    const draft = await draftAt('10.1.10.214');
    expect(await submitForApproval(SCOPE, OPERATOR, { ...draft, acknowledged: [], reason: 'because', ticket: null })).toMatchObject({
      error: { code: 'not-acknowledged' },
    });
    const { order } = await approvedAt('10.1.10.215');
    expect(await startRestore(SCOPE, OPERATOR, { ...order, acknowledged: [] })).toMatchObject({ error: { code: 'not-acknowledged' } });
  });
});

describe('who may answer', () => {
  it('is nobody whose own it is: requester, owner, editor, and whoever edited what it is a copy of', async () => {
    await ruleFor();
    const first = { ...(await draftAt('10.1.10.216')), acknowledged: ACKNOWLEDGED };
    const { history } = must(await getDraft(SCOPE, first.draftId));
    await ownedBy(ALEX, first.draftId);
    const saved = must(await saveDraft(SCOPE, ALEX, { id: first.draftId, revision: first.revision, history }));
    await ownedBy(OPERATOR, first.draftId);
    const { id } = must(await submitForApproval(SCOPE, OPERATOR, { ...first, revision: saved.revision, reason: 'because', ticket: null }));
    expect(await answers(id, { ...OPERATOR, grants: HANAKO.grants })).toMatchObject({ error: { code: 'own-restore', as: 'requester' } });
    expect(await answers(id, ALEX)).toMatchObject({ error: { code: 'own-restore', as: 'editor' } });
    expect((await seen(id, ALEX)).mayNotAnswer).toEqual({ code: 'own-restore', as: 'editor' });
    must(await withdrawApproval(SCOPE, OPERATOR, id));
    const copy = must(await copyDraft(SCOPE, OPERATOR, { id: first.draftId, history }));
    const ofCopy = must(await submitForApproval(SCOPE, OPERATOR, { ...copy, acknowledged: ACKNOWLEDGED, reason: 'because', ticket: null }));
    expect(await answers(ofCopy.id, ALEX)).toMatchObject({ error: { code: 'own-restore', as: 'editor' } });
    must(await answers(ofCopy.id, HANAKO));
  });

  it('nor whoever made the plan of a restore that is restored again', async () => {
    await noRules();
    const first = await draftAt('10.1.10.240');
    await asOwner('update drafts set editors = $2 where id = $1', [first.draftId, JSON.stringify(['alex', 'operator'])]);
    const { restoreId } = must(await startRestore(SCOPE, OPERATOR, { ...first, acknowledged: ACKNOWLEDGED }));
    await asOwner("update restores set started_by = 'emma' where id = $1", [restoreId]);
    await ruleFor();
    const { draftId } = must(await restoreAgain(OPERATOR, restoreId));
    const { history, revision } = must(await getDraft(SCOPE, draftId));
    const nic = planAt(history).nics[0]?.key ?? '';
    const address = parseIpv4('10.1.10.241');
    if (address === null) throw new Error('no address');
    const elsewhere = must(perform(history, { label: 'test', commands: [{ type: 'set-primary', nic, address }] }));
    const saved = must(await saveDraft(SCOPE, OPERATOR, { id: draftId, revision, history: elsewhere }));
    const order = { draftId, revision: saved.revision, acknowledged: ACKNOWLEDGED, reason: 'once more', ticket: null };
    const { id } = must(await submitForApproval(SCOPE, OPERATOR, order));
    for (const maker of [ALEX, EMMA]) expect(await answers(id, maker)).toMatchObject({ error: { code: 'own-restore', as: 'editor' } });
    must(await answers(id, HANAKO));
  });

  it('each once, and only of what they saw', async () => {
    await ruleFor({ approvals: 2 });
    const { id } = await submittedAt('10.1.10.217');
    const other = { id, sha256: 'a'.repeat(64), answer: 'approve', comment: '' } as const;
    expect(await answerApproval(SCOPE, HANAKO, other)).toMatchObject({ error: { code: 'other-bytes' } });
    expect(must(await answers(id, HANAKO))).toEqual({ state: 'waiting' });
    expect(await answers(id, HANAKO)).toMatchObject({ error: { code: 'answered-before', answer: 'approve' } });
    expect(must(await answers(id, EMMA))).toEqual({ state: 'approved' });
  });

  it('says why they refuse, and one refusal is enough, also after an approval', async () => {
    await ruleFor();
    const { id, order } = await approvedAt('10.1.10.218');
    expect(await answers(id, EMMA, 'refuse', ' ')).toMatchObject({ error: { code: 'comment-required' } });
    expect(must(await answers(id, EMMA, 'refuse', 'not tonight'))).toEqual({ state: 'refused' });
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({
      error: { code: 'approval-needed', request: { id, state: 'refused' } },
    });
    expect(await answers(id, ALEX)).toMatchObject({ error: { code: 'approval-ended', state: 'refused' } });
    expect(await eventsOf(id)).toContain('approval-refused by emma');
    // The text of a comment is beside the record, which holds its hash.
    const told = await asOwner(`select data from events where subject = $1 and kind = 'approval-refused'`, [id]);
    expect(JSON.stringify(told)).not.toContain('not tonight');
    must(await submitForApproval(SCOPE, OPERATOR, { ...order, reason: 'once more', ticket: null }));
  });

  it('loses what they said with their role: before the start it counts no more', async () => {
    await ruleFor();
    const { id, order } = await approvedAt('10.1.10.219');
    await noApprover('hanako');
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({
      error: { code: 'approval-needed', request: { id, state: 'waiting', given: 0 } },
    });
    expect((await seen(id)).answers).toMatchObject([{ person: 'hanako', counts: false }]);
    must(await answers(id, EMMA));
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({ ok: true });
  });

  it('loses it with their account, too', async () => {
    await ruleFor();
    const { id, order } = await approvedAt('10.1.10.220');
    await asOwner(`update people set disabled_at = now() where id = 'hanako'`);
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({ error: { code: 'approval-needed', request: { state: 'waiting' } } });
    await asOwner(`update people set disabled_at = null where id = 'hanako'`);
    expect(await seen(id)).toMatchObject({ state: 'approved' });
  });

  it('does not start with what they approved themselves', async () => {
    await ruleFor();
    const { id, order } = await submittedAt('10.1.10.221');
    must(await answers(id, ALEX));
    await ownedBy(ALEX, order.draftId);
    expect(await startRestore(SCOPE, ALEX, order)).toMatchObject({ error: { code: 'approval-needed', request: { state: 'waiting' } } });
    await ownedBy(OPERATOR, order.draftId);
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({ ok: true });
  });
});

describe('an approval ends', () => {
  it('when its time is over, and is written down as expired by whoever comes across it', async () => {
    await ruleFor({ validHours: 2 });
    const { id, order } = await approvedAt('10.1.10.222');
    await asOwner(`update approval_requests set expires_at = now() - interval '1 minute' where id = $1`, [id]);
    expect(await seen(id)).toMatchObject({ state: 'expired', ended: { by: 'rehome' } });
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({ error: { code: 'approval-needed', request: { state: 'expired' } } });
    expect(await answers(id, EMMA)).toMatchObject({ error: { code: 'approval-ended', state: 'expired' } });
    await expireOverdue();
    expect((await eventsOf(id)).at(-1)).toBe('approval-expired by rehome');
    await expireOverdue();
    expect((await eventsOf(id)).filter((event) => event.startsWith('approval-expired'))).toHaveLength(1);
  });

  it('when its time is over, and another one can be submitted at once', async () => {
    await ruleFor();
    const { id, order } = await submittedAt('10.1.10.223');
    await asOwner(`update approval_requests set expires_at = now() - interval '1 minute' where id = $1`, [id]);
    must(await submitForApproval(SCOPE, OPERATOR, { ...order, reason: 'again', ticket: null }));
    expect((await eventsOf(id)).at(-1)).toBe('approval-expired by rehome');
  });

  it('when it is withdrawn, by whose it is', async () => {
    await ruleFor();
    const { id, order } = await approvedAt('10.1.10.224');
    expect(await withdrawApproval(SCOPE, EMMA, id)).toMatchObject({ error: { code: 'not-requester' } });
    expect(must(await withdrawApproval(SCOPE, OPERATOR, id))).toEqual({ state: 'withdrawn' });
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({
      error: { code: 'approval-needed', request: { state: 'withdrawn' } },
    });
    expect(await withdrawApproval(SCOPE, OPERATOR, id)).toMatchObject({ error: { code: 'approval-ended' } });
  });

  it('when the plan is saved with something else, but not when it is saved with the same', async () => {
    await ruleFor();
    const { id, order } = await approvedAt('10.1.10.225');
    const { history } = must(await getDraft(SCOPE, order.draftId));
    const same = must(await saveDraft(SCOPE, OPERATOR, { id: order.draftId, revision: order.revision, history }));
    expect(await seen(id)).toMatchObject({ state: 'approved' });
    must(await saveDraft(SCOPE, OPERATOR, { id: order.draftId, revision: same.revision, history: { ...history, cursor: 0 } }));
    expect(await seen(id)).toMatchObject({ state: 'voided', ended: { by: 'operator', cause: 'plan-changed' } });
    expect((await eventsOf(id)).at(-1)).toBe('approval-voided by operator');
    const shown = must(await approvalOfDraft(SCOPE, OPERATOR, order.draftId));
    expect(shown).toMatchObject({ needs: { approvals: 1 }, request: { id, state: 'voided' } });
  });

  it('when the plan is thrown away', async () => {
    await ruleFor();
    const { id, order } = await submittedAt('10.1.10.226');
    must(await discardDraft(SCOPE, OPERATOR, order.draftId));
    expect(await seen(id)).toMatchObject({ state: 'voided', ended: { cause: 'draft-discarded' } });
  });
});

describe('the rules of now', () => {
  it('decide at the start: a rule that comes to want two stops what one approved, until a second does', async () => {
    const rule = await ruleFor();
    const { id, order } = await approvedAt('10.1.10.227');
    const two = {
      name: 'Two',
      account: null,
      vault: null,
      tag: null,
      range: null,
      approvals: 2,
      validHours: 24,
      ticketRequired: false,
    } as const;
    must(await changeApprovalRule(TAKESHI, { id: rule, rule: two, was: await changedAt(rule) }));
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({
      error: { code: 'approval-needed', needed: 2, request: { id, state: 'waiting', given: 1 } },
    });
    must(await answers(id, EMMA));
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({ ok: true });
  });

  it('look at the tags of now: one that is put on the machine after the approval counts at the start, within the minute as well', async () => {
    await ruleFor();
    await ruleFor({ name: 'Critical', tag: { key: 'critical', value: 'yes' }, approvals: 2 });
    const { id, order } = await approvedAt('10.1.10.242');
    expect((await seen(id)).needsNow.rules).toHaveLength(1);
    const Tags = [{ Key: 'critical', Value: 'yes' }];
    await new EC2Client({}).send(new CreateTagsCommand({ Resources: ['i-0f3a9c41d27be5860'], Tags }));
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({
      error: { code: 'approval-needed', needed: 2, request: { id, state: 'waiting', given: 1 }, changed: false },
    });
    must(await answers(id, EMMA));
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({ ok: true });
  });

  it('are not written over by somebody who saw them as they were before', async () => {
    const id = await ruleFor();
    const was = await changedAt(id);
    const rule = must(await listApprovalRules(TAKESHI))[0]?.rule ?? null;
    if (rule === null) throw new Error('the rule cannot be read');
    must(await changeApprovalRule(TAKESHI, { id, rule: { ...rule, approvals: 2 }, was }));
    for (const late of [{ ...rule, name: 'Another name' }, null])
      expect(await changeApprovalRule(TAKESHI, { id, rule: late, was })).toEqual({ ok: false, error: { code: 'rule-changed' } });
    expect(must(await listApprovalRules(TAKESHI))).toMatchObject([{ rule: { name: 'Every restore', approvals: 2 } }]);
    expect(await eventsOf(id)).toHaveLength(2);
  });

  it('are shown as far as they may concern what one may look at: one of another account names its vaults', async () => {
    await ruleFor();
    await ruleFor({ account: '999999999999', vault: 'their-vault' });
    const shownTo = async (account: string | null) =>
      must(await listApprovalRules({ ...OPERATOR, grants: [{ role: 'viewer', account }] })).map(({ rule }) => rule?.account ?? null);
    expect(await shownTo(SCOPE.account)).toEqual([null]);
    expect(await shownTo('999999999999')).toEqual([null, '999999999999']);
    expect(await shownTo(null)).toEqual([null, '999999999999']);
  });

  it('stop what was planned before there were any', async () => {
    const order = { ...(await draftAt('10.1.10.228')), acknowledged: ACKNOWLEDGED };
    await ruleFor({ tag: { key: 'owner', value: null } });
    const before = await calls();
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({ error: { code: 'approval-needed', request: null } });
    expect(await calls()).toBe(before);
  });

  it('ask for nothing once they are gone, and what was waiting is over', async () => {
    const rule = await ruleFor();
    const { id, order } = await submittedAt('10.1.10.229');
    const was = await changedAt(rule);
    expect(must(await changeApprovalRule(TAKESHI, { id: rule, rule: null, was }))).toEqual({ id: null });
    expect(await changeApprovalRule(TAKESHI, { id: rule, rule: null, was })).toMatchObject({
      error: { code: 'not-found', what: 'approval-rule' },
    });
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({ ok: true });
    expect(await seen(id)).toMatchObject({ state: 'voided', ended: { cause: 'not-needed' } });
  });

  it('match where tags cannot be read, and say so', async () => {
    await ruleFor({ tag: { key: 'nobody-has-this', value: null } });
    const order = { ...(await draftAt('10.1.10.230')), acknowledged: ACKNOWLEDGED };
    await account.control('faults', { kind: 'denied', service: 'ec2', operation: 'DescribeTags', times: null });
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({ error: { code: 'approval-needed', request: null } });
    const { id } = must(await submitForApproval(SCOPE, OPERATOR, { ...order, reason: 'because', ticket: null }));
    expect((await seen(id)).needsThen.rules).toMatchObject([{ because: [{ condition: 'tag', met: 'unknown' }] }]);
    await account.control('faults', undefined, 'DELETE');
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({ ok: true });
  });

  it('match where one of them cannot be read', async () => {
    await asOwner(
      `insert into approval_rules (id, rule, changed_by, changed_at) values (gen_random_uuid(), '{"version": 9}', 'somebody', now())`,
    );
    const order = { ...(await draftAt('10.1.10.231')), acknowledged: ACKNOWLEDGED };
    expect(await startRestore(SCOPE, OPERATOR, order)).toMatchObject({ error: { code: 'approval-needed', needed: 2 } });
  });

  it('start nothing where the database does not give them', async () => {
    const order = { ...(await draftAt('10.1.10.232')), acknowledged: ACKNOWLEDGED };
    await asOwner('alter table approval_rules rename to hidden_rules');
    try {
      await expect(startRestore(SCOPE, OPERATOR, order)).rejects.toThrow();
    } finally {
      await asOwner('alter table hidden_rules rename to approval_rules');
    }
    expect(must(await getDraft(SCOPE, order.draftId)).started).toBeNull();
  });

  it('are on record in the chain of the console', async () => {
    const id = await ruleFor({ name: 'Production', range: '10.1.0.0/16' });
    const rows = await asOwner(`select chain, actor, data::json as data from events where subject = $1`, [id]);
    expect(rows).toMatchObject([{ chain: 'console', actor: 'takeshi', data: { ruleId: id, from: null, to: { range: '10.1.0.0/16' } } }]);
  });
});

describe('a start without approval', () => {
  const WHY = 'The whole site is down and nobody answers.';

  it('is for administrators, with a sentence, and stays told', async () => {
    await ruleFor({ approvals: 2 });
    const { id, order } = await submittedAt('10.1.10.233');
    expect(await startRestore(SCOPE, OPERATOR, { ...order, withoutApproval: WHY })).toMatchObject({
      error: { code: 'not-permitted', permission: 'start-without-approval' },
    });
    expect(await startRestore(SCOPE, TAKESHI, { ...order, withoutApproval: '  now!  ' })).toMatchObject({
      error: { code: 'emergency-reason', min: 20 },
    });
    await ownedBy(TAKESHI, order.draftId);
    const { restoreId } = must(await startRestore(SCOPE, TAKESHI, { ...order, withoutApproval: WHY }));
    expect(await readRestore(restoreId)).toMatchObject({ approvalId: null, withoutApproval: WHY, startedBy: 'takeshi' });
    expect(await eventsOf(restoreId)).toContain('started-without-approval by takeshi');
    expect(await seen(id)).toMatchObject({ state: 'voided', ended: { by: 'takeshi', cause: 'started-without-approval' } });
    expect(must(await approvalInbox(HANAKO)).withoutApproval).toMatchObject([{ restoreId, reason: WHY, startedBy: 'takeshi' }]);
    expect(must(await approvalInbox(TAKESHI)).withoutApproval).toHaveLength(1);
    expect(must(await approvalInbox(OPERATOR)).withoutApproval).toEqual([]);
  });

  it('is a start like any other where none is needed', async () => {
    const order = { ...(await draftAt('10.1.10.234')), acknowledged: ACKNOWLEDGED };
    await ownedBy(TAKESHI, order.draftId);
    const { restoreId } = must(await startRestore(SCOPE, TAKESHI, { ...order, withoutApproval: WHY }));
    expect(await readRestore(restoreId)).toMatchObject({ withoutApproval: null });
  });
});

describe('races', () => {
  const count = (outcomes: readonly { readonly ok: boolean }[]): number => outcomes.filter(({ ok }) => ok).length;

  it('two starts of one approval: one wins', async () => {
    await ruleFor();
    const { id, order } = await approvedAt('10.1.10.235');
    const before = await calls();
    const outcomes = await Promise.all(Array.from({ length: 3 }, () => startRestore(SCOPE, OPERATOR, order)));
    expect(count(outcomes)).toBe(1);
    expect(await calls()).toBe(before + 1);
    expect((await eventsOf(id)).filter((event) => event.startsWith('approval-used'))).toHaveLength(1);
  });

  it('two approvers at once both count, and one approver twice at once counts once', async () => {
    await ruleFor({ approvals: 2 });
    const { id } = await submittedAt('10.1.10.236');
    const outcomes = await Promise.all([answers(id, HANAKO), answers(id, EMMA), answers(id, EMMA)]);
    expect(count(outcomes)).toBe(2);
    expect(await seen(id)).toMatchObject({ state: 'approved', given: 2 });
  });

  it('an approval against a withdrawal: whichever comes second sees the first', async () => {
    await ruleFor();
    const { id } = await submittedAt('10.1.10.237');
    const [approved, withdrawn] = await Promise.all([answers(id, HANAKO), withdrawApproval(SCOPE, OPERATOR, id)]);
    expect(withdrawn.ok).toBe(true);
    if (!approved.ok) expect(approved.error).toMatchObject({ code: 'approval-ended', state: 'withdrawn' });
    expect(await seen(id)).toMatchObject({ state: 'withdrawn' });
  });

  it('a start against an edit: never both', async () => {
    await ruleFor();
    const { id, order } = await approvedAt('10.1.10.238');
    const { history } = must(await getDraft(SCOPE, order.draftId));
    const save = saveDraft(SCOPE, OPERATOR, { id: order.draftId, revision: order.revision, history: { ...history, cursor: 0 } });
    const [started, saved] = await Promise.all([startRestore(SCOPE, OPERATOR, order), save]);
    expect(count([started, saved])).toBe(1);
    expect((await seen(id)).state).toBe(started.ok ? 'used' : 'voided');
  });

  it('two submissions at once: one wins', async () => {
    await ruleFor();
    const order = { ...(await draftAt('10.1.10.239')), acknowledged: ACKNOWLEDGED };
    const submit = () => submitForApproval(SCOPE, OPERATOR, { ...order, reason: 'because', ticket: null });
    expect(count(await Promise.all([submit(), submit()]))).toBe(1);
  });
});

describe('a rule before it is saved', () => {
  const content = {
    name: 'x',
    account: null,
    vault: null,
    tag: null,
    range: null,
    approvals: 1,
    validHours: 24,
    ticketRequired: false,
  } as const;

  it('shows the plans and the recovery points that it would match', async () => {
    for (const subject of ['vaults', `points:${VAULT}`] as const) await sweep(SCOPE, subject);
    const { draftId } = await draftAt('10.1.10.241');
    const inRange = must(await previewRule(SCOPE, { ...content, range: '10.1.10.241/32' }));
    expect(inRange.plans.map((plan) => plan.draftId)).toContain(draftId);
    expect(must(await previewRule(SCOPE, { ...content, range: '192.0.2.0/24' })).plans).toEqual([]);
    const none = must(await previewRule(SCOPE, { ...content, tag: { key: 'nobody-has-this', value: null } }));
    expect(none.points.looked).toBeGreaterThan(0);
    expect(none.points).toMatchObject({ matching: 0, unread: 0 });
    const all = must(await previewRule(SCOPE, content));
    expect(all.points.matching).toBe(all.points.looked);
    expect(must(await previewRule(SCOPE, { ...content, account: '999999999999' })).points.total).toBe(0);
  });
});

describe('the list of requests', () => {
  it('filters by what they are, and shows those that are open first', async () => {
    await ruleFor();
    const { id } = await submittedAt('10.1.10.240');
    const all = must(await listApprovals(SCOPE, HANAKO, { states: [], after: null }));
    expect(all.approvals[0]).toMatchObject({ id, state: 'waiting', addresses: expect.arrayContaining(['10.1.10.240']) });
    const used = must(await listApprovals(SCOPE, HANAKO, { states: ['used', 'refused'], after: null }));
    expect(new Set(used.approvals.map(({ state }) => state))).toEqual(new Set(['used', 'refused']));
    const waiting = must(await listApprovals(SCOPE, HANAKO, { states: ['waiting'], after: null }));
    expect(waiting.approvals.every(({ state }) => state === 'waiting')).toBe(true);
    const there = { ...SCOPE, region: 'us-east-1', aws: SCOPE.aws };
    expect(must(await listApprovals(there, HANAKO, { states: [], after: null })).approvals).toEqual([]);
    expect(must(await approvalInbox(HANAKO)).waiting.map((each) => each.id)).toContain(id);
    expect(must(await approvalInbox(OPERATOR)).waiting).toEqual([]);
  });
});

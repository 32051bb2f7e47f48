import type { ApprovalRule } from '@/lib/access/approval/rules';
import type { Role } from '@/lib/access/roles';
import type { Caller } from '@/lib/auth/caller';
import { answerApproval } from '@/lib/data/approval/answer';
import { getApproval } from '@/lib/data/approval/detail';
import { changeApprovalRule } from '@/lib/data/approval/rules';
import { submitForApproval } from '@/lib/data/approval/submit';
import type { ApprovalView } from '@/lib/data/approval/views';
import { asOwner } from './owner';
import { ACKNOWLEDGED, draftAt, must, OPERATOR, SCOPE } from './restores';

const callerOf = (user: string, ...roles: readonly Role[]): Caller => ({
  user,
  grants: roles.map((role) => ({ role, account: null })),
  session: OPERATOR.session,
});

/** The people of these tests: two who approve, one who sets rules, and OPERATOR, who restores. */
export const HANAKO = callerOf('hanako', 'approver');
export const EMMA = callerOf('emma', 'approver');
export const TAKESHI = callerOf('takeshi', 'administrator');
/** Restores and approves. */
export const ALEX = callerOf('alex', 'operator', 'approver');

/** Stores people with their roles, as whoever answers is looked up at the start. */
export const storePeople = async (...callers: readonly Caller[]): Promise<void> => {
  for (const { user, grants } of callers) {
    await asOwner('insert into people (id, name, email) values ($1, $1, $2) on conflict do nothing', [user, `${user}@example.com`]);
    for (const { role, account } of grants)
      await asOwner(
        `insert into grants (person, role, account, granted_by, granted_at) values ($1, $2, $3, 'test', now()) on conflict do nothing`,
        [user, role, account ?? '*'],
      );
  }
};

/** Takes the role of an approver from a person. */
export const noApprover = (user: string): Promise<unknown> => asOwner(`delete from grants where person = $1 and role = 'approver'`, [user]);

/** Makes a rule; everything that is not said asks for nothing. Its id. */
export const ruleFor = async (rule: Partial<Omit<ApprovalRule, 'id'>> = {}): Promise<string> => {
  const whole = {
    name: 'Every restore',
    account: null,
    vault: null,
    tag: null,
    range: null,
    approvals: 1,
    validHours: 24,
    ticketRequired: false,
  } as const;
  return must(await changeApprovalRule(TAKESHI, { id: null, rule: { ...whole, ...rule }, was: null })).id ?? '';
};

/** Nobody needs an approval any more, and none is left. */
export const noRules = (): Promise<unknown> => asOwner('delete from approval_rules');

export interface Submitted {
  readonly id: string;
  readonly order: { readonly draftId: string; readonly revision: number; readonly acknowledged: readonly string[] };
}

/** A plan at these addresses, submitted by OPERATOR. */
export const submittedAt = async (...addresses: readonly string[]): Promise<Submitted> => {
  const order = { ...(await draftAt(...addresses)), acknowledged: ACKNOWLEDGED };
  const { id } = must(await submitForApproval(SCOPE, OPERATOR, { ...order, reason: 'the disk died', ticket: 'OPS-1' }));
  return { id, order };
};

/** A request as `caller` sees it. */
export const seen = async (id: string, caller: Caller = OPERATOR): Promise<ApprovalView> => must(await getApproval(SCOPE, caller, id));

/** What `caller` says of a request, of what they see. */
export const answers = async (id: string, caller: Caller, answer: 'approve' | 'refuse' = 'approve', comment = 'looked at it') =>
  answerApproval(SCOPE, caller, { id, sha256: (await seen(id)).sha256, answer, comment });

/** … approved by HANAKO. */
export const approvedAt = async (...addresses: readonly string[]): Promise<Submitted> => {
  const submitted = await submittedAt(...addresses);
  must(await answers(submitted.id, HANAKO));
  return submitted;
};

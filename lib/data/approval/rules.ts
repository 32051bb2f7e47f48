import 'server-only';
import { randomUUID } from 'node:crypto';
import { approvalRuleSchema } from '@/lib/access/approval/rule-schema';
import type { ApprovalRule, StoredRule } from '@/lib/access/approval/rules';
import { may } from '@/lib/access/roles';
import type { Caller } from '@/lib/auth/caller';
import { type ApprovalRuleRow, readApprovalRules, writeApprovalRule } from '@/lib/db/repositories/approval-rules';
import type { Executor } from '@/lib/db/repositories/executor';
import type { Problem } from '@/lib/problem';
import type { NewEvent } from '@/lib/record/kinds';
import { err, ok, type Result } from '@/lib/result';
import { isUuid } from '../uuid';
import type { ApprovalRuleView } from './views';

const ruleOf = ({ id, rule }: ApprovalRuleRow): StoredRule => {
  const read = approvalRuleSchema.safeParse(rule);
  return { id, rule: read.success ? { ...read.data, id } : null };
};

/** The rules as they stand, in `on` where that is a transaction. One that cannot be read is there as such, and matches every restore. */
export const storedRules = async (on?: Executor): Promise<readonly StoredRule[]> => (await readApprovalRules(on)).map(ruleOf);

/** The rules as Settings shows them: those that may concern what the caller may look at. One of another account names its vaults and tags. */
export const listApprovalRules = async ({ grants }: Caller): Promise<Result<readonly ApprovalRuleView[], Problem>> =>
  ok(
    (await readApprovalRules())
      .map((row) => ({ id: row.id, rule: ruleOf(row).rule, changed: { by: row.changedBy, at: row.changedAt.toISOString() } }))
      .filter(({ rule }) => may(grants, 'browse', rule?.account ?? null)),
  );

type Content = Omit<ApprovalRule, 'id'>;

/** A rule that is added (`id` and `was` are `null`), replaced or removed (`rule` is `null`). `was`: when it was changed last, as the person saw it. */
interface RuleEdit {
  readonly id: string | null;
  readonly rule: Content | null;
  readonly was: string | null;
}

/** Somebody else changed the rule since the caller looked. */
export interface RuleChanged {
  readonly code: 'rule-changed';
}

/** Adds a rule, replaces one, or removes it. It counts from that moment, also for what is waiting or approved. */
export const changeApprovalRule = async (
  caller: Caller,
  change: RuleEdit,
): Promise<Result<{ readonly id: string | null }, Problem | RuleChanged>> => {
  const id = change.id ?? randomUUID();
  if (!isUuid(id)) return err({ code: 'not-found', what: 'approval-rule', id });
  const at = new Date();
  const was = change.was === null ? null : new Date(change.was);
  const written = await writeApprovalRule({ id, rule: change.rule, by: caller.user, at, was }, (before) => event(id, before));
  function event(ruleId: string, before: unknown): NewEvent {
    const data = { ruleId, from: asJson(before), to: asJson(change.rule) };
    return { at, actor: caller.user, kind: 'approval-rule-changed', subject: ruleId, data };
  }
  if (written === 'absent') return err({ code: 'not-found', what: 'approval-rule', id });
  if (written === 'changed') return err({ code: 'rule-changed' });
  return ok({ id: change.rule === null ? null : id });
};

/** As the column gives it back, so that the event holds what is stored. */
const asJson = (value: unknown) => JSON.parse(JSON.stringify(value ?? null));

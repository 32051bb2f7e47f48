import { asc, eq, sql } from 'drizzle-orm';
import type { ApprovalRule } from '@/lib/access/approval/rules';
import { CONSOLE_CHAIN } from '@/lib/record/event';
import type { NewEvent } from '@/lib/record/kinds';
import { db } from '../client';
import { approvalRules } from '../schema/approvals';
import { appendEvents } from './events';
import type { Executor } from './executor';

export type ApprovalRuleRow = typeof approvalRules.$inferSelect;

/** Every rule, in the order in which people see them. */
export const readApprovalRules = async (on: Executor = db()): Promise<readonly ApprovalRuleRow[]> =>
  on.select().from(approvalRules).orderBy(asc(approvalRules.position), asc(approvalRules.id));

/** What a rule is to say; `null` removes it. */
export interface RuleChange {
  readonly id: string;
  readonly rule: Omit<ApprovalRule, 'id'> | null;
  readonly by: string;
  readonly at: Date;
  /** When the rule was changed last, as the person saw it; `null` of a new one. */
  readonly was: Date | null;
}

/** `absent`: there is no rule to be replaced or removed. `changed`: it is another by now. */
export type RuleWritten = 'written' | 'absent' | 'changed';

/**
 * Stores, replaces or removes a rule with its event, which `eventOf` makes of what stood there before (`null`: nothing). Two who change rules come one after the other, and the second
 * changes nothing that it did not see.
 */
export const writeApprovalRule = ({ id, rule, by, at, was }: RuleChange, eventOf: (before: unknown) => NewEvent): Promise<RuleWritten> =>
  db().transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('rehome approval rules', 0))`);
    const rows = await tx.select().from(approvalRules).where(eq(approvalRules.id, id));
    const before = rows[0];
    if (before === undefined && (was !== null || rule === null)) return 'absent';
    if (before?.changedAt.getTime() !== was?.getTime()) return 'changed';
    if (rule === null) await tx.delete(approvalRules).where(eq(approvalRules.id, id));
    else if (before !== undefined)
      await tx.update(approvalRules).set({ rule, changedBy: by, changedAt: at }).where(eq(approvalRules.id, id));
    else {
      const position = sql<number>`(select coalesce(max(${approvalRules.position}), 0) + 1 from ${approvalRules})`;
      await tx.insert(approvalRules).values({ id, position, rule, changedBy: by, changedAt: at });
    }
    await appendEvents(tx, CONSOLE_CHAIN, [eventOf(before?.rule ?? null)]);
    return 'written';
  });

import { expect, it } from 'vitest';
import { approvalRuleSchema, newApprovalRuleSchema } from './rule-schema';

const rule = {
  name: 'Production',
  account: null,
  vault: 'production',
  tag: null,
  range: null,
  approvals: 1,
  validHours: 24,
  ticketRequired: false,
} as const;

it('a rule is not written for a vault that cannot be, and one that was is read as it is', () => {
  expect(newApprovalRuleSchema.parse(rule)).toEqual(rule);
  expect(newApprovalRuleSchema.parse({ ...rule, vault: null })).toEqual({ ...rule, vault: null });
  const typo = { ...rule, vault: 'prod*' };
  expect(newApprovalRuleSchema.safeParse(typo).error?.issues.map(({ path }) => path)).toEqual([['vault']]);
  expect(approvalRuleSchema.parse(typo)).toEqual(typo);
});

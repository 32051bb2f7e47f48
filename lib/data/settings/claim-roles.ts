import 'server-only';
import { z } from 'zod';
import { type ClaimRole, sameGrant } from '@/lib/access/claim-roles';
import { ROLES } from '@/lib/access/roles';
import type { Caller } from '@/lib/auth/caller';
import type { Transaction } from '@/lib/db/repositories/executor';
import { changeStored, changeStoredIn, readSetting } from '@/lib/db/repositories/settings';
import { err, ok, type Result } from '@/lib/result';

const NAME = 'claimRoles';
const MAX_LINES = 200;

/** A line of the table as it may be given. */
export const claimRole: z.ZodType<ClaimRole> = z.object({
  claim: z.string().trim().min(1).max(200),
  value: z.string().trim().min(1).max(300),
  role: z.enum(ROLES),
  account: z
    .string()
    .regex(/^\d{12}$/)
    .nullable(),
});
const table = z.array(claimRole).max(MAX_LINES);

/** What is stored is what `claimRole` let in; anything else gives nobody a role. */
const stored = (value: unknown): readonly ClaimRole[] => {
  const read = table.safeParse(value);
  return read.success ? read.data : [];
};

/** The table that gives roles by a provider's claims, in the order in which its lines were added. */
export const claimRoles = async (): Promise<readonly ClaimRole[]> => stored(await readSetting(NAME));

const same = (a: ClaimRole, b: ClaimRole): boolean => a.claim === b.claim && a.value === b.value && sameGrant(a, b);

/** What the record is told of lines. Not what a claim has to be: that may be somebody's e-mail address, and nothing is taken out of the record again. */
const recorded = (lines: readonly ClaimRole[]) => lines.map(({ claim, role, account }) => ({ claim, role, account }));

const changed = (actor: string, at: Date, before: readonly ClaimRole[], after: readonly ClaimRole[]) => ({
  value: after,
  event: {
    at,
    actor,
    kind: 'settings-changed' as const,
    subject: NAME,
    data: { name: NAME, from: recorded(before), to: recorded(after) },
  },
});

/** Why a line was not added. */
export type ClaimRoleRefusal = { readonly code: 'too-many-claim-roles' };

/** Adds a line, or takes one away. One that is there, or gone, already is no failure. It counts at each person's next sign-in. */
export const changeClaimRoles = async (
  caller: Caller,
  change: 'add' | 'remove',
  line: ClaimRole,
): Promise<Result<null, ClaimRoleRefusal>> => {
  let full = false;
  const at = new Date();
  await changeStored(NAME, { changedBy: caller.user, changedAt: at }, (before) => {
    const lines = stored(before);
    const there = lines.some((each) => same(each, line));
    full = change === 'add' && !there && lines.length >= MAX_LINES;
    if (full || there === (change === 'add')) return null;
    return changed(caller.user, at, lines, change === 'add' ? [...lines, line] : lines.filter((each) => !same(each, line)));
  });
  return full ? err({ code: 'too-many-claim-roles' }) : ok(null);
};

/** Takes the lines away that give somebody roles by their e-mail address alone. In the transaction that erases them. */
export const dropClaimRolesOf = (tx: Transaction, email: string, by: { readonly actor: string; readonly at: Date }): Promise<void> =>
  changeStoredIn(tx, NAME, { changedBy: by.actor, changedAt: by.at }, (before) => {
    const lines = stored(before);
    const left = lines.filter(({ value }) => value.toLowerCase() !== email);
    return left.length === lines.length ? null : changed(by.actor, by.at, lines, left);
  });
